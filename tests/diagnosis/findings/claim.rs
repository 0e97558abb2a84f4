//! Claims that contradict themselves or cannot be read, and ends without a proof.

use harness::diagnosis::{Confidence, Evidence, VerdictKind, diagnose};
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, V4, changed, codes, diagnosed, diagnosed_with, edits, now, received, signed, signed_with,
    with_field,
};

#[test]
fn a_plus_of_the_signature_that_became_a_blank_is_proven() {
    let with_plus = (0..1000)
        .map(|number| signed(&changed(V1_URL, "key.txt", &format!("key{number}.txt"))))
        .find(|head| head.contains("%2B"))
        .unwrap();
    let diagnosis = diagnosed(&changed(&with_plus, "%2B", "+"));
    let explanation = diagnosis.explanation.as_ref().unwrap();
    assert_eq!(explanation.confidence, Confidence::Proven);
    assert_eq!(explanation.edits[0].element.to_string(), "query:Signature");
    assert!(codes(&diagnosis).contains(&"signature-plus-lost".to_owned()));
}

#[test]
fn a_request_signed_twice_is_told_and_the_claim_that_holds_is_found() {
    let head = with_field(
        &signed(V1_URL),
        "Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    );
    let diagnosis = diagnosed(&head);
    assert_eq!(diagnosis.verdict, VerdictKind::Refused);
    assert!(codes(&diagnosis).contains(&"claim-repeated".to_owned()));
    assert_eq!(edits(&diagnosis), ["remove field:authorization"]);
}

#[test]
fn a_listed_header_that_a_proxy_dropped_is_found_with_its_value() {
    let head = changed(V4, "aliyun_v4_request,", "aliyun_v4_request,AdditionalHeaders=expect,");
    let head = signed(&changed(&head, "Content-Type", "Expect: 100-continue\nContent-Type"));
    let diagnosis = diagnosed(&changed(&head, "Expect: 100-continue\n", ""));
    assert_eq!(edits(&diagnosis), ["insert field:expect 100-continue"]);
    assert!(codes(&diagnosis).contains(&"listed-field-absent".to_owned()));
}

#[test]
fn a_clock_that_is_off_is_told_apart_from_the_signature() {
    let head = signed(&changed(V1_DATE, "22:11:13", "20:11:13"));
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis), ["clock-skew"]);
    let notes = &diagnosis.diagnostics[0].notes;
    assert!(
        notes.iter().any(|note| note == "the signature itself verifies"),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note == "that is 2 hours apart"), "{notes:?}");
}

#[test]
fn an_id_that_no_key_has_is_traced_to_the_key_whose_secret_was_used() {
    let head = signed(V1).replace("testid", "testlD");
    let diagnosis = diagnosed(&head);
    assert!(codes(&diagnosis).contains(&"key-unknown".to_owned()));
    assert!(codes(&diagnosis).contains(&"other-key-used".to_owned()));
}

#[test]
fn a_mismatch_that_nothing_explains_says_what_was_tried() {
    let head = signed(&changed(V1, "someone", "a value that nobody guesses"));
    let diagnosis = diagnosed(&changed(&head, "a value that nobody guesses", "someone"));
    assert_eq!(diagnosis.explanation, None);
    assert_eq!(codes(&diagnosis), ["unexplained"]);
    assert!(diagnosis.search.exhausted);
    assert!(!diagnosis.search.tried.is_empty());
}

#[test]
fn equal_strings_and_nothing_else_show_a_wrong_key() {
    let head = signed_with(V1_DATE, "another secret altogether", &Site::default());
    let string = b"PUT\n\ntext/plain\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";
    let evidence = Evidence {
        client_string_to_sign: Some(string.to_vec()),
        ..Evidence::default()
    };
    assert_eq!(codes(&diagnosed(&head)), ["unexplained"]);
    assert_eq!(codes(&diagnosed_with(&head, &evidence)), ["wrong-key"]);
}

#[test]
fn the_clients_own_string_explains_what_no_search_finds() {
    let head = signed(&changed(V1_DATE, "text/plain", "application/x-of-my-own"));
    let head = changed(&head, "application/x-of-my-own", "text/plain");
    let string = b"PUT\n\napplication/x-of-my-own\nMon, 23 Nov 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";
    let evidence = Evidence {
        client_string_to_sign: Some(string.to_vec()),
        ..Evidence::default()
    };
    let diagnosis = diagnosed_with(&head, &evidence);
    assert_eq!(
        edits(&diagnosis),
        ["replace field:content-type application/x-of-my-own"]
    );
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

#[test]
fn a_string_of_another_attempt_is_said_to_be_unrelated() {
    let head = changed(&signed(V1_DATE), "text/plain", "image/png");
    let evidence = Evidence {
        client_string_to_sign: Some(b"GET\n\n\nMon, 23 Nov 2026 22:11:14 GMT\n/examplebucket/".to_vec()),
        ..Evidence::default()
    };
    assert!(codes(&diagnosed_with(&head, &evidence)).contains(&"client-string-unrelated".to_owned()));
}

#[test]
fn without_a_key_two_given_strings_are_compared_and_nothing_is_called_proven() {
    let evidence = Evidence {
        client_string_to_sign: Some(b"PUT\n\ntext/plain\n".to_vec()),
        server_string_to_sign: Some(b"PUT\n\nimage/png\n".to_vec()),
        ..Evidence::default()
    };
    let budget = harness::diagnosis::Budget::default();
    let head = received(&signed(V1));
    let diagnosis = diagnose(
        &Request::new(&head),
        &Service {
            keyring: &Keyring::new(),
            site: &Site::default(),
            now: now(),
        },
        &evidence,
        &budget,
    );
    assert_eq!(codes(&diagnosis), ["strings-differ", "key-unknown"]);
    assert_eq!(diagnosis.explanation, None);
}

#[test]
fn a_token_that_belongs_to_no_key_is_told_beside_the_signature() {
    let head = signed(&with_field(V1, "x-oss-security-token: abc"));
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis), ["security-token-stray"]);
}

#[test]
fn a_token_left_out_after_signing_is_found_in_the_keyring() {
    let keyring = Keyring::new().with("testid", Credential::temporary("testsecret", "sts-token"));
    let head = signed(&with_field(V1, "x-oss-security-token: sts-token"));
    let head = received(&changed(&head, "x-oss-security-token: sts-token\n", ""));
    let budget = harness::diagnosis::Budget::default();
    let diagnosis = diagnose(
        &Request::new(&head),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now: now(),
        },
        &Evidence::default(),
        &budget,
    );
    assert_eq!(edits(&diagnosis), ["insert field:x-oss-security-token"]);
    assert!(!format!("{diagnosis:?}").contains("sts-token"));
}
