//! `whysig diagnose` on logs that hold the service's answer, the client's strings, or other requests.

use std::process::Output;

use serde_json::Value;

use crate::support::binary::whysig;

const KEY: &str = "LTAI5tOutsiderKey0001:Zk9wQ3rXv7Lm2Tn8Yb5Hd1Gf4Js6Pa";
const PATH_CHANGED: &str = "tests/captures/answers/oss2-v1-path-changed.log";
const TYPE_CHANGED: &str = "tests/captures/answers/oss2-v4-type-changed.log";
const WRONG_KEY: &str = "tests/captures/answers/oss2-v4-wrong-key.log";
const UNTOLD: &str = "tests/captures/answers/node-debug-403.log";
const PAGE: &str = "tests/captures/answers/page.har";
const SNAPSHOT: &str = "tests/captures/answers/oss-v2-snapshot.log";
const VERIFYING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";

#[test]
fn the_line_that_the_service_had_instead_is_named() {
    let told = stdout(&diagnose(&[PATH_CHANGED]));
    assert!(told.contains("line 5: the capture makes `/examplebucket/"), "{told}");
    assert!(told.contains("the service had `/files/examplebucket/"), "{told}");
}

#[test]
fn a_refusal_that_the_services_string_explains_exits_with_1() {
    assert_eq!(diagnose(&[PATH_CHANGED]).status.code(), Some(1));
}

#[test]
fn of_v4_the_canonical_requests_are_compared() {
    let told = stdout(&diagnose(&[TYPE_CHANGED]));
    let line =
        "line 4: the capture makes `content-type:text/plain`, the service had `content-type:application/octet-stream`";
    assert!(told.contains(line), "{told}");
}

/// Nothing can be proven, and the one line that differs is all the more worth to be seen.
#[test]
fn of_v4_the_canonical_requests_are_compared_without_the_key_too() {
    let told = stdout(&whysig(&["diagnose", TYPE_CHANGED]));
    let line = "line 4: the client has `content-type:text/plain`, the service `content-type:application/octet-stream`";
    assert!(told.contains(line), "{told}");
    assert_eq!(told.matches("the client has").count(), 1, "{told}");
}

#[test]
fn a_refusal_without_its_reason_exits_with_4() {
    let output = diagnose(&[UNTOLD]);
    assert_eq!(output.status.code(), Some(4));
    assert!(
        stdout(&output).contains("the service's answer was 403"),
        "{}",
        stdout(&output)
    );
}

/// It has the service's strings and the presented signature.
#[test]
fn a_printed_snapshot_is_judged() {
    let told = stdout(&diagnose(&[SNAPSHOT]));
    assert!(told.contains("signed as `text/plain`"), "{told}");
}

#[test]
fn strings_of_a_v4_log_that_are_the_services_show_no_difference() {
    let told = stdout(&diagnosed_wrongly());
    assert!(told.contains("error[wrong-key]"), "{told}");
    assert!(!told.contains("where the two sides differ"), "{told}");
}

#[test]
fn requests_of_a_page_that_are_not_the_services_leave_the_exit_code() {
    assert_eq!(diagnose(&[PAGE]).status.code(), Some(1));
}

#[test]
fn a_request_that_is_not_judged_is_told_so_once() {
    let told = stdout(&diagnose(&[PAGE]));
    assert_eq!(told.matches("[evidence-incomplete]").count(), 1, "{told}");
}

#[test]
fn several_requests_as_json_are_an_array() {
    let output = diagnose(&["--format", "json", PAGE]);
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(all.as_array().map(Vec::len), Some(2));
}

#[test]
fn one_request_as_json_is_an_object() {
    let output = diagnose(&["--format", "json", VERIFYING]);
    let one: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(one["verdict"], "verified");
}

#[test]
fn a_verdict_without_a_clock_says_so() {
    let output = diagnose(&[VERIFYING]);
    assert!(
        stderr(&output).contains("--now TIME judges the clock"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_verdict_with_a_clock_says_nothing_of_it() {
    let output = diagnose(&["--now", "2026-11-23T22:11:13Z", VERIFYING]);
    assert!(!stderr(&output).contains("--now"), "{}", stderr(&output));
}

#[test]
fn the_text_of_the_first_finding_is_pointed_to() {
    let told = stderr(&diagnosed_wrongly());
    assert!(told.contains("`whysig explain wrong-key` says more"), "{told}");
}

/// With a secret that is none of a slip's.
fn diagnosed_wrongly() -> Output {
    let key = "LTAI5tOutsiderKey0001:anotherSecretAltogether0000001";
    whysig(&["diagnose", "--credential", key, WRONG_KEY])
}

fn diagnose(arguments: &[&str]) -> Output {
    whysig(
        &[
            &["diagnose", "--credential", KEY, "--credential", "testid:testsecret"],
            arguments,
        ]
        .concat(),
    )
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
