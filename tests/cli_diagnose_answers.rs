//! `whysig diagnose` on logs that hold the service's answer or the client's strings.

use std::process::Output;

use crate::support::binary::whysig;

const KEY: &str = "LTAI5tOutsiderKey0001:Zk9wQ3rXv7Lm2Tn8Yb5Hd1Gf4Js6Pa";
const PATH_CHANGED: &str = "tests/captures/answers/oss2-v1-path-changed.log";
const TYPE_CHANGED: &str = "tests/captures/answers/oss2-v4-type-changed.log";
const WRONG_KEY: &str = "tests/captures/answers/oss2-v4-wrong-key.log";
const UNTOLD: &str = "tests/captures/answers/node-debug-403.log";

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

#[test]
fn strings_of_a_v4_log_that_are_the_services_show_no_difference() {
    let told = stdout(&diagnose(&[WRONG_KEY]));
    assert!(told.contains("error[wrong-key]"), "{told}");
    assert!(!told.contains("where the two sides differ"), "{told}");
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
