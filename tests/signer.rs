//! The client's V1 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Presigned, Signed, v1};

use crate::support::signing::{Row, assert_authorizations, assert_stages, assert_urls, producible, row};

#[test]
fn the_v1_signer_makes_every_header_vector_stage_by_stage() {
    assert_stages("v1-header", 55, signed);
}

#[test]
fn the_v1_signer_makes_every_url_vector_stage_by_stage() {
    assert_stages("v1-url", 29, |row| presigned(row).signed);
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
        let row = row(version, id);
        let made = if version == "v1-url" {
            presigned(&row).signed
        } else {
            signed(&row)
        };
        assert_eq!(Some(made.signature), row.expected_signature, "{id}");
        assert_ne!(Some(made.string_to_sign), row.string_to_sign, "{id}");
    }
}

#[test]
fn the_authorization_of_v1_is_the_published_one() {
    let mut published = producible("v1-header");
    published.retain(|row| row.expected_authorization.is_some());
    assert_authorizations(&published, 52, |row, id| v1::authorization(id, &signed(row).signature));
}

fn signed(row: &Row) -> Signed {
    let parts = row.parts();
    v1::sign(row.library(), &row.request(&parts), &row.credential())
}

fn presigned(row: &Row) -> Presigned {
    let parts = row.parts();
    v1::presign(row.library(), &row.request(&parts), &row.credential(), row.expires())
}
