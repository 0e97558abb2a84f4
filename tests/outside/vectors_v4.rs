//! V4 vectors: SDK test suites, the vendor's worked example, real SDKs on the wire and their presigned URLs.

use data_encoding::HEXLOWER;
use mock_oss::verify::Keyed;

use crate::support::vectors::{Vector, vector, vectors};
use crate::support::verifying::{Difference, failures};

#[test]
fn every_v4_header_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v4-header")), Vec::<(String, Difference)>::new());
}

#[test]
fn every_v4_url_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v4-url")), Vec::<(String, Difference)>::new());
}

/// The document prints the derived key of its example and not the secret.
#[test]
fn the_documents_example_is_signed_by_the_key_it_prints() {
    let vector = with_a_key_id(vector("v4-header", "doc-v4-header-from-signing-key"));
    let message = vector.stages().unwrap().canonical.string_to_sign().bytes();
    let printed = "3543b7686e65eda71e5e5ca19d548d78423c37e8ddba4dc9d83f90228b457c76";
    let mac = Keyed::sha256(&HEXLOWER.decode(printed.as_bytes()).unwrap()).digest(&message);
    assert_eq!(Some(vector.spelled(mac.expose())), vector.expected_signature);
}

/// Its secret is a placeholder: the stages are held, and what the placeholder would have given.
#[test]
fn the_documents_header_example_has_the_stages_that_it_prints() {
    let vector = with_a_key_id(vector("v4-header", "doc-v4-header"));
    let Err(Difference::Verdict(verdict)) = vector.judge() else {
        panic!("the published signature cannot be the placeholder's");
    };
    assert!(verdict.starts_with("Mismatch"), "{verdict}");
}

/// The key id is starred out inside the canonical request as well, so that only that one is held.
#[test]
fn the_documents_url_example_has_the_canonical_request_that_follows() {
    let vector = with_a_key_id(vector("v4-url", "doc-v4-url"));
    assert!(matches!(vector.stages(), Err(Difference::StringToSign { .. })));
}

/// The vector with letters in place of the stars, which no key id has.
fn with_a_key_id(mut vector: Vector) -> Vector {
    let unstarred = |text: &str| text.replace("%2A", "X").replace('*', "X");
    vector.access_key_id = vector.access_key_id.as_deref().map(unstarred);
    vector.canonical_request = vector.canonical_request.as_deref().map(unstarred);
    for (_, value) in &mut vector.query {
        *value = value.as_deref().map(unstarred);
    }
    vector
}
