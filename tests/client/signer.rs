//! The client's V1 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Presigned, Signed, v1};

use crate::support::signing::{assert_authorizations, assert_stages, assert_urls, producible};
use crate::support::vectors::{Vector, vector};

#[test]
fn the_v1_signer_makes_every_header_vector_stage_by_stage() {
    assert_stages("v1-header", 55, signed);
}

#[test]
fn the_v1_signer_makes_every_url_vector_stage_by_stage() {
    assert_stages("v1-url", 29, |vector| presigned(vector).signed);
}

#[test]
fn a_v1_url_is_written_as_each_real_sdk_writes_it() {
    assert_urls("v1-url", 22, presigned);
}

/// alibabacloud-oss-v2 1.4.1 leaves `x-oss-process` unsigned, and the service rejects what it made.
#[test]
fn the_signature_of_an_sdk_that_forgets_a_parameter_is_made_as_well() {
    for (version, id) in [
        ("v1-url", "gen-pyv2-presign-v1-get-params"),
        ("v1-url", "gen-pyv2-presign-v1-sts-get-params"),
        ("v1-header", "cap-pyv2-v1-get-range-process"),
    ] {
        let vector = vector(version, id);
        let made = if version == "v1-url" {
            presigned(&vector).signed
        } else {
            signed(&vector)
        };
        assert_eq!(Some(made.signature), vector.expected_signature, "{id}");
        assert_ne!(Some(made.string_to_sign), vector.string_to_sign, "{id}");
    }
}

#[test]
fn the_authorization_of_v1_is_the_published_one() {
    let mut published = producible("v1-header");
    published.retain(|vector| vector.expected_authorization.is_some());
    assert_authorizations(&published, 52, |vector, id| {
        v1::authorization(id, &signed(vector).signature)
    });
}

fn signed(vector: &Vector) -> Signed {
    let parts = vector.parts();
    v1::sign(vector.library(), &vector.request(&parts), &vector.credential())
}

fn presigned(vector: &Vector) -> Presigned {
    let parts = vector.parts();
    v1::presign(
        vector.library(),
        &vector.request(&parts),
        &vector.credential(),
        vector.expires(),
    )
}
