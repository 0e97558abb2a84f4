//! `whysig explain` of the service's own words: codes, numbers, messages.

use std::collections::BTreeSet;

use harness::answer::{list, meaning};

use crate::support::binary::{whysig, whysig_with_input};

#[test]
fn a_code_of_the_service_is_explained() {
    let output = whysig(&["explain", "SignatureDoesNotMatch"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("StringToSign"));
}

#[test]
fn a_message_that_is_pasted_is_found_by_what_it_says() {
    for (message, code) in [
        (
            "The difference between the request time and the current time is too large.",
            "RequestTimeTooSkewed",
        ),
        ("Invalid according to Policy: Policy expired.", "AccessDenied"),
        (
            "ErrorMessage=\"The OSS Access Key Id you provided does not exist in our records.\"",
            "InvalidAccessKeyId",
        ),
        ("Error: SecondLevelDomainForbidden (403)", "SecondLevelDomainForbidden"),
    ] {
        let found = meaning(message).unwrap();
        assert!(found.starts_with(code), "{message}: {found}");
    }
}

#[test]
fn a_number_is_explained_and_an_unknown_one_by_its_group() {
    assert!(meaning("0002-00000069").unwrap().contains("past its end"));
    assert!(meaning("0003-00000901").unwrap().contains("no signature error"));
    assert_eq!(meaning("0002-0000004"), None);
}

#[test]
fn words_that_the_service_does_not_say_are_an_error_of_usage() {
    assert_eq!(whysig(&["explain", "no-such-thing"]).status.code(), Some(2));
}

#[test]
fn the_list_names_each_summary_once() {
    let list = list();
    let lines: BTreeSet<&str> = list.lines().collect();
    assert_eq!(lines.len(), list.lines().count());
}

#[test]
fn an_answer_without_a_string_is_told_in_words() {
    let answer = "<Error><Code>SecurityTokenExpired</Code><Message>The security token you provided has expired.</Message>\
                  <RequestId>6B0E9BE31D0B143839018FED</RequestId><EC>0002-00000069</EC></Error>\n";
    let output = whysig_with_input(&["diagnose"], answer.as_bytes());
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("the token of a temporary key is past its end"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}
