//! How a client built its string, or which key it used: each cause by hand.

use harness::diagnosis::{Confidence, Diagnosis, Space};
use mock_oss::site::Site;

use crate::support::broken::{V1, V1_URL, V4, changed, codes, diagnosed, signed, signed_with};
use crate::support::raw::hmac_sha1;

/// The V1 head with the signature over a string that the test writes.
fn signed_over(head: &str, string: &str) -> String {
    head.replace("SIGNATURE", &hmac_sha1(string))
}

fn assert_proven(diagnosis: &Diagnosis, space: Space, code: &str, words: &str) {
    let explanation = diagnosis
        .explanation
        .as_ref()
        .unwrap_or_else(|| panic!("{:?}", codes(diagnosis)));
    let told = explanation.edits[0]
        .words
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    assert_eq!(explanation.confidence, Confidence::Proven);
    assert_eq!(
        (explanation.space, codes(diagnosis)[0].as_str()),
        (space, code),
        "{told}"
    );
    assert!(told.contains(words), "{told}");
}

const HEADERS: &str =
    "x-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\nx-oss-meta-author:someone\nx-oss-object-acl:public-read\n";
const FIRST: &str = "PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n";

#[test]
fn a_resource_without_its_bucket_is_the_clients() {
    let head = signed_over(V1, &format!("{FIRST}{HEADERS}/dir/key.txt"));
    assert_proven(
        &diagnosed(&head),
        Space::Client,
        "resource-differs",
        "without the bucket",
    );
}

#[test]
fn a_key_signed_percent_encoded_in_v1_is_the_clients() {
    let head = changed(V1, "/dir/key.txt", "/dir/a%20b.txt");
    let head = signed_over(&head, &format!("{FIRST}{HEADERS}/examplebucket/dir/a%20b.txt"));
    assert_proven(&diagnosed(&head), Space::Client, "resource-differs", "percent-encoded");
}

#[test]
fn a_sub_resource_that_the_client_does_not_know_is_named() {
    let head = changed(V1, "key.txt", "key.txt?x-oss-process=style%2Fa");
    let head = signed_over(&head, &format!("{FIRST}{HEADERS}/examplebucket/dir/key.txt"));
    assert_proven(
        &diagnosed(&head),
        Space::Client,
        "subresource-list-differs",
        "x-oss-process",
    );
}

#[test]
fn header_lines_in_the_order_of_the_request_are_the_clients() {
    let head = changed(V1, "x-oss-meta-author: someone\n", "");
    let head = changed(&head, "x-oss-date", "x-oss-meta-author: someone\nx-oss-date");
    let headers = "x-oss-meta-author:someone\nx-oss-date:Mon, 23 Nov 2026 22:11:13 GMT\nx-oss-object-acl:public-read\n";
    let head = signed_over(&head, &format!("{FIRST}{headers}/examplebucket/dir/key.txt"));
    assert_proven(
        &diagnosed(&head),
        Space::Client,
        "canonical-form-differs",
        "order of the request",
    );
}

#[test]
fn lines_that_end_in_cr_lf_are_the_clients() {
    let string = format!("{FIRST}{HEADERS}/examplebucket/dir/key.txt").replace('\n', "\r\n");
    let head = signed_over(V1, &string);
    assert_proven(&diagnosed(&head), Space::Client, "canonical-form-differs", "CR LF");
}

#[test]
fn a_value_signed_with_its_blank_is_the_clients() {
    let headers = changed(HEADERS, "author:someone", "author:someone ");
    let head = signed_over(V1, &format!("{FIRST}{headers}/examplebucket/dir/key.txt"));
    assert_proven(&diagnosed(&head), Space::Client, "value-signed-untrimmed", "blanks");
}

#[test]
fn an_empty_date_line_beside_x_oss_date_is_the_clients() {
    let head = signed_over(V1, &format!("PUT\n\ntext/plain\n\n{HEADERS}/examplebucket/dir/key.txt"));
    assert_proven(&diagnosed(&head), Space::Client, "date-line-differs", "empty date line");
}

#[test]
fn a_line_feed_at_the_end_of_the_secret_is_named() {
    for head in [V1, V1_URL, V4] {
        let head = signed_with(head, "testsecret\n", &Site::default());
        assert_proven(&diagnosed(&head), Space::Key, "secret-differs", "line feed at its end");
    }
}

#[test]
fn the_key_id_used_as_the_secret_is_named() {
    let head = signed_with(V4, "testid", &Site::default());
    assert_proven(
        &diagnosed(&head),
        Space::Key,
        "secret-differs",
        "access key id was used",
    );
}

#[test]
fn a_key_derived_for_another_region_is_named() {
    let other = signed(&changed(V4, "/cn-hangzhou/", "/cn-shanghai/"));
    let signature = other.split("Signature=").nth(1).unwrap().trim_end();
    let head = V4.replace("SIGNATURE", signature);
    assert_proven(&diagnosed(&head), Space::Key, "scope-differs", "cn-shanghai");
}

#[test]
fn a_secret_never_stands_in_a_diagnosis() {
    let head = signed_with(V1, "testsecret ", &Site::default());
    let shown = format!("{:?}", diagnosed(&head));
    assert!(!shown.contains("testsecret"));
}
