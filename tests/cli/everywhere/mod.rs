//! No secret, no token, no whole signature and no control character is in the whole output of a command, in any of
//! its formats, wherever a capture or a request has it and however it is written there.

mod cases;

use std::path::{Path, PathBuf};
use std::process::Output;

use cases::{Case, UNSEEN, cases};
use mock_oss::site::Site;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::binary::{whysig, whysig_with_input};
use crate::support::broken::{V1, V4_URL, signed_with};
use crate::support::hidden::{shown_of, unseen_of};
use crate::support::served::Served;

/// What an output has of these cases that it must not have.
fn faults(output: &str, cases: &[Case]) -> Vec<String> {
    let shown = shown_of(output, cases.iter().flat_map(Case::values));
    [shown, unseen_of(output)].concat()
}

fn text(output: Output) -> String {
    [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .concat()
}

/// Deterministic, so that they are always the same.
const CASES: usize = 240;

#[test]
fn a_capture_s_secrets_are_in_no_format() {
    let mut all = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    let formats = ["terminal", "json", "ndjson"].into_iter().cycle();
    for (case, format) in cases(CASES).into_iter().zip(formats) {
        let file = written(folder.path(), &case);
        let options = [
            "diagnose",
            "-v",
            "--candidates",
            "50",
            "--input",
            "json-lines",
            "--format",
            format,
        ];
        let output = whysig(&[&options[..], &["--credential", &case.key(), file.to_str().unwrap()]].concat());
        let output = text(output);
        for fault in faults(&output, std::slice::from_ref(&case)) {
            all.push(format!("{fault}\n{case:?}\n{output}"));
        }
    }
    assert!(
        all.is_empty(),
        "{} faults, of them\n{}",
        all.len(),
        all[..all.len().min(5)].join("\n\n")
    );
}

/// What a server tells of requests: on its terminal, on its inspect address, to listeners, and in its journal, whose
/// heads are there as they arrived and for its owner alone.
#[tokio::test]
async fn a_request_s_secrets_are_nowhere_in_what_a_server_tells() {
    let folder = tempfile::tempdir().unwrap();
    let cases: Vec<Case> = cases(30)
        .into_iter()
        .filter(|case| case.head.ends_with("\n\n"))
        .collect();
    let keys: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| case.key().replace("testid", &format!("testid{at}")))
        .collect();
    let data = folder.path().to_str().unwrap();
    let mut options = vec!["--data", data, "--time", "20"];
    options.extend(keys.iter().flat_map(|key| ["--credential", key]));
    let served = Served::start(&options).await;
    let mut listener = TcpStream::connect(served.inspect).await.unwrap();
    listener
        .write_all(b"GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    listener.read_exact(&mut [0; 15]).await.unwrap();
    for (at, case) in cases.iter().enumerate() {
        let mut stream = TcpStream::connect(served.oss).await.unwrap();
        let wire = case.wire().replace("testid", &format!("testid{at}"));
        stream.write_all(wire.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        // What is answered is the service's own, which repeats what was sent.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    let mut told = String::new();
    for record in served.remembered(cases.len()).await {
        let one = served
            .inspected("GET", &format!("/api/requests/{}", record["id"]))
            .await;
        told.push_str(&one.text());
    }
    told.push_str(&served.inspected("GET", "/api/requests").await.text());
    told.push_str(&served.inspected("GET", "/api/requests?a%1b=%9b&\u{9b}").await.text());
    told.push_str(&served.terminate_and_read().await);
    let mut events = Vec::new();
    listener.read_to_end(&mut events).await.unwrap();
    // The first chunk's length stands between head and events.
    told.push_str(&String::from_utf8(events).unwrap().replace('\r', ""));
    told.push_str(&views(&folder.path().join("journal.jsonl")));
    let lines = told.lines().count();
    assert!(lines > 10 * cases.len(), "{lines} lines of {} requests", cases.len());
    let faults = faults(&told, &cases);
    assert!(faults.is_empty(), "{faults:#?} in\n{told}");
}

/// The lines of a journal without the heads.
#[expect(clippy::disallowed_methods, reason = "the journal is a file")]
fn views(journal: &Path) -> String {
    let text = std::fs::read_to_string(journal).unwrap();
    let view = |line: &str| line.split_once("\"view\":").unwrap().1.to_owned() + "\n";
    text.lines().map(view).collect()
}

/// Errors of the option parser, and errors that name files.
#[test]
fn arguments_are_repeated_without_their_secrets_and_controls() {
    let secret = "Zq8wPf3LmT6vXc9RbN2kYh5J";
    let key = format!("--credential=LTAIabc:{secret}:CAIStokentokentoken");
    let odd: String = UNSEEN.concat();
    for argument in [
        secret.to_owned(),
        format!("LTAIabc:{secret}"),
        format!("a{odd}{secret}"),
        format!("--{odd}"),
    ] {
        for arguments in [
            vec!["diagnose", &argument],
            vec!["diagnose", &key, &argument],
            vec!["diagnose", "a", &argument],
            vec!["diagnose", "--input", &argument],
            vec!["diagnose", "--now", &argument],
            vec!["diagnose", "--time", &argument],
            vec!["diagnose", "--format", &argument],
            vec!["diagnose", "--string-to-sign", &argument],
            vec!["diagnose", "--upstream-response", &argument],
            vec!["diagnose", "--credentials-file", &argument],
            vec!["diagnose", "--profile", &argument],
            vec!["explain", &argument],
            vec!["run", &argument],
            vec!["run", "--format", &argument],
            vec!["run", "request-stream", "--report", &argument],
            vec!["serve", "--listen", &argument],
            vec!["serve", "--inspect-host", &argument, "--listen", "8.8.8.8:80"],
            vec!["serve", "--bucket", &argument, "--listen", "8.8.8.8:80"],
            vec!["serve", "--cname", &argument, "--listen", "8.8.8.8:80"],
            vec!["serve", "--clock", &argument, "--listen", "8.8.8.8:80"],
            vec!["serve", "--data", &argument, "--listen", "8.8.8.8:80"],
            vec![&argument],
        ] {
            let known = arguments.contains(&key.as_str()) || !argument.contains(&odd);
            let with_key = [&arguments[..1], &[key.as_str()][..], &arguments[1..]].concat();
            let takes_keys = ["diagnose", "serve"].contains(&arguments[0]) && !known;
            let output = text(whysig(if takes_keys { &with_key } else { &arguments }));
            // Only a secret that is named as one, or looks like one, is known to be one.
            let hidden = if takes_keys || known && argument != secret {
                secret
            } else {
                ""
            };
            let found = [shown_of(&output, [("secret", hidden)]), unseen_of(&output)].concat();
            assert!(found.is_empty(), "{found:?} of {arguments:?} in\n{output}");
        }
    }
}

/// With a secret that is a word, what we say is said in full, and what came from outside is masked alone.
#[test]
fn a_secret_that_is_a_word_hides_no_word_of_ours() {
    for word in [
        "nothing",
        "secret",
        "GET",
        "key",
        "oss",
        "signature",
        "verify",
        "host",
        "line",
        "request",
        "error",
    ] {
        for template in [V1, V4_URL] {
            let head = signed_with(template, "anothersecret", &Site::default());
            let head = head.replace("/dir/", &format!("/{word}/")).replace('\n', "\r\n");
            let of = |secret: &str| {
                let key = format!("testid:{secret}");
                let options = ["diagnose", "--candidates", "50", "--input", "raw", "--credential", &key];
                text(whysig_with_input(&options, head.as_bytes()))
            };
            let (plain, masked) = (of("0123456789"), of(word));
            for line in masked.lines().filter(|line| line.contains("[secret]")) {
                let without = line.replace("[secret]", word);
                assert!(plain.contains(&without), "{line} in\n{masked}\nbut\n{plain}");
            }
            let ours = plain.lines().filter(|line| line.contains(" = ") && !line.contains('`'));
            for line in ours.filter(|line| !line.contains(&format!("/{word}/"))) {
                assert!(masked.contains(line), "no {line} in\n{masked}");
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a capture is a file")]
fn written(folder: &Path, case: &Case) -> PathBuf {
    let file = folder.join(&case.file);
    std::fs::write(&file, case.line()).unwrap();
    file
}
