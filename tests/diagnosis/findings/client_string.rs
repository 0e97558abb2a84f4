//! The string that the client says it signed, where it is one of V4's two.
//!
//! Hashes and signatures were computed with Python's `hashlib` and `hmac` under the secret `testsecret`
//! from "Include a V4 signature in the Authorization header (recommended)".

use harness::diagnosis::{Confidence, Diagnosis, Evidence};
use harness::input::Captured;

use crate::support::broken::{V1_DATE, changed, codes, diagnosed_with, edits, joined, received, signed};
use crate::support::shown::shown;

/// A request whose `Content-Type` is `text/plain` when it arrives.
fn head(signature: &str) -> String {
    format!(
        "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
x-oss-date: 20261123T221113Z
x-oss-content-sha256: UNSIGNED-PAYLOAD
Content-Type: text/plain
Authorization: OSS4-HMAC-SHA256 Credential=testid/20261123/cn-hangzhou/oss/aliyun_v4_request,Signature={signature}

"
    )
}

fn request(content_type: &str) -> String {
    format!(
        "PUT\n/examplebucket/dir/key.txt\n\ncontent-type:{content_type}\nx-oss-content-sha256:UNSIGNED-PAYLOAD\n\
         x-oss-date:20261123T221113Z\n\n\nUNSIGNED-PAYLOAD"
    )
}

fn given(signature: &str, text: &str) -> Diagnosis {
    let evidence = Evidence {
        client_string_to_sign: Some(text.as_bytes().to_vec()),
        ..Evidence::default()
    };
    diagnosed_with(&head(signature), &evidence)
}

/// What a person reads.
fn told(diagnosis: &Diagnosis, signature: &str) -> String {
    shown(diagnosis, &received(&head(signature)))
}

/// Signed with a type that nobody guesses.
const OWN_TYPE: &str = "d8a87b2482196b6e889a2d753b4b7c5a8784bce6ca6aa5d92ae1734048d77638";
const OWN_TYPE_STRING: &str = "OSS4-HMAC-SHA256\n20261123T221113Z\n20261123/cn-hangzhou/oss/aliyun_v4_request\n\
    1d957da7d0683ef36edef762396a431f7bed2ed7abc1a59ee0574fc37ce47845";

/// Signed with something behind the scope.
const OWN_SCOPE: &str = "4da6f9ba30e7d2d7353180d3e49358942a395212415e0695505726e7f06013e1";
const OWN_SCOPE_STRING: &str = "OSS4-HMAC-SHA256\n20261123T221113Z\n\
    20261123/cn-hangzhou/oss/aliyun_v4_request (cached)\n\
    0b1af5d77764487acaa4973792a42cbd558b9701d98aaca82f620673d33403d9";

/// Signed without the scope line.
const NO_SCOPE: &str = "3cd6e396052f3c74be59997bf89c1688dbb926ac7c95984f4e4adba37ba11a99";
const NO_SCOPE_STRING: &str = "OSS4-HMAC-SHA256\n20261123T221113Z\n\
    0b1af5d77764487acaa4973792a42cbd558b9701d98aaca82f620673d33403d9";

/// Signed as it arrived, under the secret `another secret altogether`.
const OWN_SECRET: &str = "9235136be198cfdf4e41084869036ac75075293c930cd8e9872a707fadba7668";
const SERVICE_STRING: &str = "OSS4-HMAC-SHA256\n20261123T221113Z\n20261123/cn-hangzhou/oss/aliyun_v4_request\n\
    0b1af5d77764487acaa4973792a42cbd558b9701d98aaca82f620673d33403d9";

#[test]
fn a_string_to_sign_with_another_hash_asks_for_the_canonical_request() {
    let diagnosis = given(OWN_TYPE, OWN_TYPE_STRING);
    assert_eq!(codes(&diagnosis), ["unexplained", "strings-differ"]);
    let asked = &diagnosis.diagnostics[1].help;
    assert!(asked[0].to_string().contains("canonical request"), "{asked:?}");
}

#[test]
fn a_canonical_request_alone_explains_what_no_search_finds() {
    let diagnosis = given(OWN_TYPE, &request("application/x-of-my-own"));
    assert_eq!(
        edits(&diagnosis),
        ["replace field:content-type application/x-of-my-own"]
    );
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

/// As the SDKs log them: both strings, with words before each.
#[test]
fn a_log_with_both_strings_explains_what_neither_does_alone() {
    let request = request("application/x-of-my-own");
    let log = format!("DEBUG canonical request: {request}\nDEBUG string to sign: {OWN_TYPE_STRING}\nDEBUG sent\n");
    let diagnosis = given(OWN_TYPE, &log);
    assert_eq!(
        edits(&diagnosis),
        ["replace field:content-type application/x-of-my-own"]
    );
    assert_eq!(codes(&diagnosis), ["field-changed-after-signing"]);
}

#[test]
fn a_string_to_sign_with_another_scope_line_names_the_scope() {
    let diagnosis = given(OWN_SCOPE, OWN_SCOPE_STRING);
    assert_eq!(
        edits(&diagnosis),
        ["replace scope 20261123/cn-hangzhou/oss/aliyun_v4_request (cached)"]
    );
    assert_eq!(codes(&diagnosis), ["scope-differs"]);
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

#[test]
fn a_string_to_sign_of_three_lines_is_told_to_have_three() {
    let diagnosis = given(NO_SCOPE, NO_SCOPE_STRING);
    assert!(!codes(&diagnosis).contains(&"client-string-unrelated".to_owned()));
    let told = told(&diagnosis, NO_SCOPE);
    assert!(told.contains("has 3 lines where the service has 4"), "{told}");
}

#[test]
fn an_equal_canonical_request_is_no_proof_of_a_wrong_key() {
    let diagnosis = given(OWN_SCOPE, &request("text/plain"));
    assert_eq!(codes(&diagnosis), ["unexplained", "strings-differ"]);
    let headline = &diagnosis.diagnostics[1].headline;
    assert_eq!(
        headline,
        "the canonical requests agree, so that timestamp, scope or key differ"
    );
}

/// The type is not the one that was signed either.
#[test]
fn a_canonical_request_of_another_attempt_is_said_to_be_one_and_compared() {
    let diagnosis = given(OWN_TYPE, &request("image/png"));
    assert_eq!(codes(&diagnosis), ["unexplained", "client-string-unrelated"]);
    let told = &diagnosis.diagnostics[1];
    assert_eq!(
        told.headline,
        "the given canonical request is not what the presented signature covers"
    );
    let difference = "the given one has `content-type:image/png` where the service has `content-type:text/plain`";
    assert_eq!(told.notes[1..], [difference]);
}

/// As `--string-to-sign` takes it, and as a capture has it.
#[test]
fn a_canonical_request_that_a_capture_has_is_evidence() {
    let request = request("application/x-of-my-own").into_bytes();
    let captured = |string: Option<&str>| Captured {
        client_canonical_request: Some(request.clone()),
        client_string_to_sign: string.map(|text| text.as_bytes().to_vec()),
        ..Captured::default()
    };
    for string in [None, Some(OWN_TYPE_STRING)] {
        let diagnosis = diagnosed_with(&head(OWN_TYPE), &captured(string).evidence());
        assert_eq!(
            edits(&diagnosis),
            ["replace field:content-type application/x-of-my-own"]
        );
    }
}

#[test]
fn an_equal_string_to_sign_shows_a_wrong_key_and_explains_the_mismatch() {
    let diagnosis = given(OWN_SECRET, &format!("{SERVICE_STRING}\n"));
    assert_eq!(codes(&diagnosis), ["wrong-key"]);
    assert!(diagnosis.explanation.is_some());
    let told = told(&diagnosis, OWN_SECRET);
    assert!(told.contains(": mismatch, suspected: wrong key\n"), "{told}");
}

/// Cut by one digit: what is presented is no MAC, so that it says nothing of the key.
#[test]
fn an_equal_string_beside_a_cut_signature_shows_no_wrong_key() {
    let diagnosis = given(&OWN_SECRET[..63], SERVICE_STRING);
    assert_eq!(codes(&diagnosis), ["signature-malformed"]);
}

#[test]
fn a_v4_string_of_another_attempt_is_said_to_be_unrelated() {
    let diagnosis = given(OWN_TYPE, OWN_SCOPE_STRING);
    assert_eq!(codes(&diagnosis), ["unexplained", "client-string-unrelated"]);
}

/// HMAC-SHA1 of the string below, by Python.
#[test]
fn a_signed_v1_string_of_another_form_is_not_said_to_be_unrelated() {
    let head = "PUT /dir/key.txt HTTP/1.1
Host: examplebucket.oss-cn-hangzhou.aliyuncs.com
Date: Mon, 23 Nov 2026 22:11:13 GMT
Content-Type: text/plain
Authorization: OSS testid:xrRLK6Pgfx5CF+pCtUmm6e6IBpA=

";
    let string = "PUT\ntext/plain\nthe client writes as it likes\n/examplebucket/dir/key.txt";
    let evidence = Evidence {
        client_string_to_sign: Some(string.into()),
        ..Evidence::default()
    };
    let diagnosis = diagnosed_with(head, &evidence);
    assert_eq!(codes(&diagnosis), ["canonical-form-differs"]);
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

/// Not laid over the lines of the canonical request.
#[test]
fn the_four_lines_are_shown_beside_the_services_four() {
    let told = told(&given(OWN_TYPE, OWN_TYPE_STRING), OWN_TYPE);
    assert!(!told.contains("verb           OSS4"), "{told}");
    let hash = "+ client:  request hash   1d957da7d0683ef36edef762396a431f7bed2ed7abc1a59ee0574fc37ce47845";
    assert!(told.contains(hash), "{told}");
}

/// What is told of two strings, where no key is known to prove anything with.
fn compared(client: &str, server: &str) -> (Vec<String>, String) {
    let evidence = Evidence {
        client_string_to_sign: Some(client.as_bytes().to_vec()),
        server_string_to_sign: Some(server.as_bytes().to_vec()),
        ..Evidence::default()
    };
    let head = changed(&signed(V1_DATE), "OSS testid", "OSS unknown");
    let diagnosis = diagnosed_with(&head, &evidence);
    let mut all = diagnosis.diagnostics.iter();
    let told = all.find(|told| told.code.name() == "strings-differ").unwrap();
    (told.notes.iter().map(ToString::to_string).collect(), joined(&told.help))
}

const LINES: &str = "PUT\n\ntext/plain\nTue, 24 Nov 2026 05:53:31 GMT";

#[test]
fn a_line_that_is_lost_is_told_as_lost_and_shifts_no_other() {
    let client = format!("{LINES}\nx-oss-meta-user_id:7\n/examplebucket/c.txt");
    let (notes, help) = compared(&client, &format!("{LINES}\n/examplebucket/c.txt"));
    assert_eq!(
        notes,
        ["`x-oss-meta-user_id:7` is in the client's string and not in the service's"]
    );
    assert!(help.contains("underscores_in_headers on"), "{help}");
}

#[test]
fn a_lost_line_and_a_changed_one_are_told_apart() {
    let client = format!("{LINES}\nx-oss-a:1\nx-oss-b:2\nx-oss-c:3\n/examplebucket/a//c.txt");
    let (notes, help) = compared(
        &client,
        &format!("{LINES}\nx-oss-b:2\nx-oss-c:4\n/examplebucket/a/c.txt"),
    );
    assert_eq!(
        notes,
        [
            "`x-oss-a:1` is in the client's string and not in the service's",
            "string, line 7: the client has `x-oss-c:3`, the service `x-oss-c:4`",
            "string, line 8: the client has `/examplebucket/a//c.txt`, the service `/examplebucket/a/c.txt`; they part \
             behind 17 bytes, `/` against nothing",
        ]
    );
    assert!(help.contains("merge_slashes off"), "{help}");
}

#[test]
fn dots_that_were_resolved_are_told_with_what_resolves_them() {
    let client = format!("{LINES}\n/examplebucket/a/../c.txt");
    let (_, help) = compared(&client, &format!("{LINES}\n/examplebucket/c.txt"));
    assert!(help.contains("`.` and `..`"), "{help}");
}

#[test]
fn an_empty_line_that_was_filled_is_one_changed_line() {
    let client = "PUT\n\n\nTue, 24 Nov 2026 05:53:31 GMT\n/examplebucket/c.txt";
    let (notes, _) = compared(client, &format!("{LINES}\n/examplebucket/c.txt"));
    assert_eq!(
        notes,
        ["string, line 3: the client has an empty line, the service `text/plain`"]
    );
}

/// The whole of a token is masked; a part of one would not be.
#[test]
fn no_part_of_a_token_is_shown_alone() {
    let line = |token: &str| format!("{LINES}\nx-oss-security-token:{token}\n/examplebucket/c.txt");
    let long = "CAISabcdefghijklmnopqrstuvwxyz0123456789";
    let (notes, _) = compared(&line(&format!("{long}XY")), &line(&format!("{long}ZZ")));
    assert!(!notes.concat().contains("they part"), "{notes:?}");
}
