//! The client's V2 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Presigned, Signed, v2};

use crate::support::signing::{Row, assert_authorizations, assert_stages, assert_urls, producible, row};

#[test]
fn the_v2_signer_makes_every_header_vector_stage_by_stage() {
    assert_stages("v2-header", 17, signed);
}

#[test]
fn the_v2_signer_makes_every_url_vector_stage_by_stage() {
    assert_stages("v2-url", 9, |row| presigned(row).signed);
}

#[test]
fn a_v2_url_is_written_as_the_real_sdk_writes_it() {
    assert_urls("v2-url", 7, presigned);
}

#[test]
fn the_authorization_of_v2_is_the_published_one() {
    assert_authorizations(&producible("v2-header"), 17, |row, id| {
        v2::authorization(id, &row.additional_headers, &signed(row).signature)
    });
}

/// oss2 signs `range` and `if-modified-since` when they are there, and others sign neither.
#[test]
fn oss2_signs_range_without_being_asked() {
    let row = row("v2-header", "cap-oss2-v2-get-range-process");
    let parts = row.parts();
    assert_eq!(v2::additional(&row.request(&parts), &v2::DEFAULT_ADDITIONAL), ["range"]);
}

fn signed(row: &Row) -> Signed {
    let parts = row.parts();
    let request = row.request(&parts);
    v2::sign(
        &request,
        &row.credential(),
        &v2::additional(&request, &row.additional()),
    )
}

fn presigned(row: &Row) -> Presigned {
    let parts = row.parts();
    let request = row.request(&parts);
    let additional = v2::additional(&request, &row.additional());
    v2::presign(&request, &row.credential(), row.expires(), &additional)
}
