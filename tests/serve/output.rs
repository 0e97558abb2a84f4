//! Output that cannot be written: a full disk, a pipe that nobody reads, a reader that is gone.

use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use tokio::time::Instant;

use crate::support::ask::put;
use crate::support::binary::command;
use crate::support::served::Served;

const VERIFYING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";

#[cfg(target_os = "linux")]
#[tokio::test]
async fn serving_goes_on_when_the_disk_under_its_output_is_full() {
    let served = Served::start_into(full(), &[]).await;
    put(served.oss, "a", "1").await;
    put(served.oss, "b", "2").await;
    assert_eq!(served.remembered(2).await.len(), 2);
    let (status, said) = served.terminate_and_listen();
    assert_eq!(status.code(), Some(0));
    assert!(
        said.contains("3 messages could not be written to standard output"),
        "{said}"
    );
}

#[tokio::test]
async fn a_full_pipe_that_nobody_reads_holds_up_neither_the_service_nor_its_end() {
    let (served, _unread) = Served::start_unread(&[]).await;
    // Each is told in some kilobytes, and a pipe takes 64.
    for number in 0..100 {
        let key = format!("{}-{number}", "k".repeat(900));
        put(served.oss, &key, "1").await;
    }
    assert_eq!(served.remembered(100).await.len(), 100);
    let start = Instant::now();
    assert_eq!(served.terminate().code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn a_command_whose_output_cannot_be_written_exits_with_5_and_says_so() {
    for arguments in [
        &["run", "--list"][..],
        &["explain", "--list"],
        &["diagnose", VERIFYING],
        &["diagnose", "--format", "json", VERIFYING],
        &["diagnose", "--format", "ndjson", VERIFYING],
    ] {
        let output = command(arguments)
            .stdout(full())
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(5), "{arguments:?}: {said}");
        assert!(
            said.contains("standard output cannot be written"),
            "{arguments:?}: {said}"
        );
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_command_whose_reader_is_gone_exits_with_5() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command(&["explain", "--list"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(5),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_that_nobody_can_be_told_of_is_no_panic() {
    let output = command(&["diagnose", "no/such/file"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(5));
}

/// A device on which nothing can be written, as on a full disk.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the device is a file")]
fn full() -> File {
    std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap()
}
