//! The binary: commands, exit codes, help.

use std::process::Output;

use crate::support::binary::{command, whysig, whysig_with_input};

const LEAKING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-putStream-request-rich.http";
const VERIFYING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";

#[test]
fn a_verifying_capture_exits_with_0() {
    assert_eq!(whysig(&["diagnose", VERIFYING]).status.code(), Some(0));
}

#[test]
fn an_explained_mismatch_exits_with_1_and_names_the_field() {
    let output = whysig(&["diagnose", LEAKING]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("error[field-changed-after-signing]: `content-type`"));
}

#[test]
fn a_wrong_option_exits_with_2() {
    assert_eq!(whysig(&["diagnose", "--no-such-option"]).status.code(), Some(2));
}

#[test]
fn input_that_is_no_capture_exits_with_3_and_says_what_was_expected() {
    let output = whysig_with_input(&["diagnose"], b"nothing of the kind\n");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("no request, no answer of the service and no log of a known client is in it"));
}

#[test]
fn an_unexplained_mismatch_exits_with_4() {
    let output = whysig(&[
        "diagnose",
        "--candidates",
        "20000",
        "--credential",
        "testid:another-secret-altogether",
        VERIFYING,
    ]);
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn a_file_that_cannot_be_read_exits_with_5_and_is_named() {
    let output = whysig(&["diagnose", "no/such/file"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(stderr(&output).contains("no/such/file"));
}

#[test]
fn a_scenario_that_nobody_told_exits_with_2_and_says_where_the_names_are() {
    let output = whysig(&["run", "no-such-scenario"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("whysig run --list"));
}

#[test]
fn ndjson_has_one_line_a_request_in_the_order_of_the_input() {
    let mut both = bytes(LEAKING);
    both.extend(bytes(VERIFYING));
    let output = whysig_with_input(&["diagnose", "--format", "ndjson"], &both);
    let verdicts: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["verdict"].clone())
        .collect();
    assert_eq!(verdicts, ["mismatch", "verified"]);
}

#[test]
fn json_has_the_edits_that_the_independent_index_names() {
    let output = whysig(&["diagnose", "--format", "json", LEAKING]);
    let diagnosis: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let edits = diagnosis["explanation"]["edits"].as_array().unwrap();
    let mut named: Vec<(&str, &str)> = edits
        .iter()
        .map(|edit| (edit["op"].as_str().unwrap(), edit["element"].as_str().unwrap()))
        .collect();
    named.sort_unstable();
    let expected = [
        ("remove", "field:content-md5"),
        ("remove", "field:x-oss-request-id"),
        ("replace", "field:content-type"),
    ];
    assert_eq!(named, expected);
}

#[test]
fn no_output_shows_the_secret_or_the_whole_signature() {
    for format in ["terminal", "json", "ndjson"] {
        let output = whysig(&["diagnose", "--format", format, LEAKING]);
        let all = format!("{}{}", stdout(&output), stderr(&output));
        assert!(!all.contains("testsecret"), "{format} shows the secret");
        assert!(!all.contains("h47KIqUzHacoflcuV40"), "{format} shows the signature");
    }
}

#[test]
fn a_bad_credential_is_refused_without_being_repeated() {
    let output = whysig(&["diagnose", "--credential", "onlyasecretwithoutcolon", VERIFYING]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("not of the form ID:SECRET"));
}

#[test]
fn secrets_come_from_the_environment_too() {
    let mut command = command(&["diagnose", VERIFYING]);
    let output = command
        .env("WHYSIG_CREDENTIALS", "testid:testsecret other:key")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn output_to_a_pipe_has_no_colours() {
    let output = whysig(&["run", "fix-pass-through"]);
    assert!(!stdout(&output).contains('\x1b'));
}

#[test]
fn help_tells_every_exit_code() {
    let output = whysig(&["--help"]);
    let help = stdout(&output);
    for (code, words) in harness::exit_code::ExitCode::ALL {
        assert!(help.contains(&format!("{:>2}  {words}", code as u8)), "{words}");
    }
}

#[test]
fn serve_refuses_an_address_that_is_not_loopback() {
    let output = whysig(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--allow-remote"));
}

#[test]
fn serve_refuses_a_custom_domain_without_a_bucket() {
    for (bound, words) in [
        ("static.example.com", "not of the form HOST=BUCKET"),
        ("=examplebucket", "no host before `=`"),
        ("static.example.com=No_Bucket", "No_Bucket"),
    ] {
        let output = whysig(&["serve", "--listen", "127.0.0.1:0", "--cname", bound]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

fn bytes(path: &str) -> Vec<u8> {
    #[expect(clippy::disallowed_methods, reason = "fixtures are files")]
    std::fs::read(crate::support::binary::root().join(path)).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
