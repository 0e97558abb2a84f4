//! Nothing false: what is said of secrets, strings and answers.

use harness::diagnosis::{Answer, ClockSource, Diagnosis, Evidence, Judge, KeySource, Severity};
use mock_oss::site::Site;

use crate::support::broken::{V1_DATE, codes, diagnosed_with, signed, signed_with};

const STRING: &str = "PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";
const OTHER_STRING: &str = "PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/other/key.txt";

/// A capture that somebody reads, with what it has of both strings and of the answer.
fn read(client: Option<&str>, service: Option<&str>, answer: Option<(u16, Option<&str>)>) -> Evidence {
    let text = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
    Evidence {
        client_string_to_sign: text(client),
        server_string_to_sign: text(service),
        answer: answer.map(|(status, code)| Answer {
            status: Some(status),
            code: code.map(str::to_owned),
            ..Answer::default()
        }),
        judge: Judge::Reader {
            keys: KeySource::Given,
            clock: ClockSource::Request,
        },
        ..Evidence::default()
    }
}

fn by_another_secret(evidence: &Evidence) -> Diagnosis {
    let head = signed_with(V1_DATE, "another secret altogether", &Site::default());
    diagnosed_with(&head, evidence)
}

/// Signed with a key that is not known here.
fn somebodys() -> String {
    signed_with(V1_DATE, "another secret altogether", &Site::default()).replace("testid", "somebody")
}

#[test]
fn equal_strings_of_both_sides_show_a_wrong_key() {
    let found = by_another_secret(&read(Some(STRING), Some(STRING), None));
    assert_eq!(codes(&found), ["wrong-key"]);
    assert_eq!(found.headline, "mismatch, suspected: wrong key");
}

#[test]
fn without_the_services_string_it_is_the_secret_given_that_is_doubted() {
    let found = by_another_secret(&read(Some(STRING), None, None));
    assert_eq!(codes(&found), ["given-secret-wrong"]);
    assert_eq!(found.headline, "not judged: the secret given is not the client's");
}

#[test]
fn two_strings_that_differ_are_told_before_the_secret() {
    let found = by_another_secret(&read(Some(STRING), Some(OTHER_STRING), None));
    assert_eq!(codes(&found), ["strings-differ", "given-secret-wrong"]);
    assert!(
        found.diagnostics[0].notes[0]
            .to_string()
            .contains("/examplebucket/other/key.txt")
    );
    assert_eq!(found.headline, "mismatch, the strings differ");
}

#[test]
fn what_the_service_accepted_speaks_against_the_secret_given() {
    for client in [None, Some(STRING)] {
        let found = by_another_secret(&read(client, None, Some((200, None))));
        assert_eq!(codes(&found), ["given-secret-wrong"]);
        let headline = found.diagnostics[0].headline.to_string();
        assert!(
            headline.starts_with("the service accepted this request (200)"),
            "{headline}"
        );
    }
}

#[test]
fn the_headline_of_what_the_service_refused_is_its_answer() {
    let found = diagnosed_with(&signed(V1_DATE), &read(None, None, Some((403, Some("AccessDenied")))));
    assert_eq!(
        found.headline,
        "the service answered 403 AccessDenied, and the signature verifies as captured"
    );
    assert_eq!(codes(&found), ["refused-beside-signature"]);
}

#[test]
fn an_answer_that_is_no_refusal_leaves_the_verdict() {
    let found = diagnosed_with(&signed(V1_DATE), &read(None, None, Some((404, Some("NoSuchKey")))));
    assert_eq!(found.headline, "verifies");
}

#[test]
fn a_key_that_is_not_known_here_is_not_said_to_be_refused() {
    let found = diagnosed_with(&somebodys(), &read(None, None, None));
    assert_eq!(found.headline, "not judged: no secret for `somebody`");
}

#[test]
fn an_unexplained_mismatch_is_told_in_ten_lines_with_the_secret_first() {
    let found = by_another_secret(&read(None, None, None));
    assert_eq!(codes(&found), ["unexplained"]);
    let told = &found.diagnostics[0];
    assert!(1 + told.notes.len() + told.help.len() <= 10);
    assert!(
        told.notes[1]
            .to_string()
            .starts_with("likeliest: the secret given here")
    );
}

#[test]
fn the_services_own_string_against_the_head_needs_no_secret() {
    let found = diagnosed_with(&somebodys(), &read(None, Some(OTHER_STRING), None));
    let first = &found.diagnostics[0];
    assert_eq!((first.code.name(), first.severity), ("strings-differ", Severity::Error));
}
