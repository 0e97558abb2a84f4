//! The client's V2 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Presigned, Signed, v2};

use crate::support::signing::{assert_authorizations, assert_stages, assert_urls, producible};
use crate::support::vectors::{Vector, vector};

#[test]
fn the_v2_signer_makes_every_header_vector_stage_by_stage() {
    assert_stages("v2-header", 17, signed);
}

#[test]
fn the_v2_signer_makes_every_url_vector_stage_by_stage() {
    assert_stages("v2-url", 9, |vector| presigned(vector).signed);
}

#[test]
fn a_v2_url_is_written_as_the_real_sdk_writes_it() {
    assert_urls("v2-url", 7, presigned);
}

#[test]
fn the_authorization_of_v2_is_the_published_one() {
    assert_authorizations(&producible("v2-header"), 17, |vector, id| {
        v2::authorization(id, &vector.additional_headers, &signed(vector).signature)
    });
}

/// oss2 signs `range` and `if-modified-since` when they are there, and others sign neither.
#[test]
fn oss2_signs_range_without_being_asked() {
    let vector = vector("v2-header", "cap-oss2-v2-get-range-process");
    let parts = vector.parts();
    assert_eq!(
        v2::additional(&vector.request(&parts), &v2::DEFAULT_ADDITIONAL),
        ["range"]
    );
}

fn signed(vector: &Vector) -> Signed {
    let parts = vector.parts();
    let request = vector.request(&parts);
    v2::sign(
        &request,
        &vector.credential(),
        &v2::additional(&request, &vector.additional()),
    )
}

fn presigned(vector: &Vector) -> Presigned {
    let parts = vector.parts();
    let request = vector.request(&parts);
    let additional = v2::additional(&request, &vector.additional());
    v2::presign(&request, &vector.credential(), vector.expires(), &additional)
}
