//! V1 vectors: a vendor page, SDK test suites, real SDKs on the wire.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::verify::{Keyed, Refusal, Request, Service, Verdict, examine, verify};

use crate::support::vectors::{vector, vectors};
use crate::support::verifying::{Difference, failures};

#[test]
fn every_v1_header_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v1-header")), Vec::<(String, Difference)>::new());
}

#[test]
fn every_v1_url_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v1-url")), Vec::<(String, Difference)>::new());
}

/// The page prints its two metadata headers unsorted against its own rule, stars its signature and
/// names no secret: only the arithmetic over the printed string can be held.
#[test]
fn the_string_printed_in_2022_has_the_mac_that_others_compute() {
    let vector = vector("v1-header", "doc-v1-header-2022");
    let mac = Keyed::sha1(b"yourAccessKeySecret").digest(vector.string_to_sign.as_deref().unwrap().as_bytes());
    assert_eq!(Some(vector.spelled(mac.expose())), vector.computed_signature);
}

/// A live channel's publish URL is no HTTP request; it has V1's MAC over a string of its own.
#[test]
fn the_publish_url_of_a_live_channel_has_the_mac_of_v1() {
    let vector = vector("v1-rtmp", "cpp-rtmp-publish");
    let mac = Keyed::sha1(b"sk").digest(vector.string_to_sign.as_deref().unwrap().as_bytes());
    assert_eq!(Some(vector.spelled(mac.expose())), vector.expected_signature);
}

/// alibabacloud-oss-v2 (Python) 1.4.1 sends the token in a field named `security-token`, which the
/// service does not read: the signature holds and the temporary key is presented without its token.
#[test]
fn a_token_in_a_field_of_another_name_is_not_seen() {
    let vector = vector("v1-header", "cap-pyv2-v1-sts-put");
    let token = vector.security_token.clone().unwrap();
    let secret = vector.access_key_secret.clone().unwrap();
    let id = vector.access_key_id.clone().unwrap();
    let keyring = Keyring::new().with(id.clone(), Credential::temporary(secret, token));
    let received = vector.received();
    let presented = examine(&Request::new(&received), &keyring, &vector.site())
        .unwrap()
        .unwrap()
        .presented;
    let now: Timestamp = presented.time.moment().unwrap();
    match verify(
        &Request::new(&received),
        &Service {
            keyring: &keyring,
            site: &vector.site(),
            now,
        },
    ) {
        Verdict::Refused(refusal) => assert_eq!(refusal, Refusal::NoToken { key_id: id }),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_stage_that_differs_is_named() {
    let mut vector = vector("v1-header", "doc-v1-header-put");
    vector.computed_signature = Some(String::new());
    assert!(matches!(vector.judge(), Err(Difference::Signature { .. })));
    vector.string_to_sign = Some(String::new());
    assert!(matches!(vector.judge(), Err(Difference::StringToSign { .. })));
    vector.canonical_request = Some("V1 has no such stage".to_owned());
    assert!(matches!(vector.judge(), Err(Difference::CanonicalRequest { .. })));
}
