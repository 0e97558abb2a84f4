//! The client's V2 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Library, Presigned, Signed, v2};

use crate::signer_vectors::{Row, producible};

#[test]
fn the_v2_signer_makes_every_header_vector_stage_by_stage() {
    let vectors = producible("v2-header");
    assert_eq!(vectors.len(), 17);
    let differences: Vec<String> = vectors
        .iter()
        .filter_map(|row| row.first_difference(&signed(row)))
        .collect();
    assert_eq!(differences, Vec::<String>::new());
}

#[test]
fn the_v2_signer_makes_every_url_vector_stage_by_stage() {
    let vectors = producible("v2-url");
    assert_eq!(vectors.len(), 9);
    let differences: Vec<String> = vectors
        .iter()
        .filter_map(|row| row.first_difference(&presigned(row).signed))
        .collect();
    assert_eq!(differences, Vec::<String>::new());
}

#[test]
fn a_v2_url_is_written_as_the_real_sdk_writes_it() {
    let mut compared = 0;
    for row in producible("v2-url").iter().filter(|row| row.kind == "generated") {
        let query = Library::Oss2.query(&presigned(row).query);
        assert_eq!(Some(query.as_str()), row.published_query(), "{}", row.id);
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn the_authorization_of_v2_is_the_published_one() {
    for row in producible("v2-header") {
        let additional: Vec<String> = row.additional_headers.clone();
        let id = row.access_key_id.as_deref().unwrap();
        let authorization = v2::authorization(id, &additional, &signed(&row).signature);
        assert_eq!(Some(authorization), row.expected_authorization, "{}", row.id);
    }
}

/// oss2 signs `range` and `if-modified-since` when they are there, and others sign neither.
#[test]
fn oss2_signs_range_without_being_asked() {
    let row = crate::signer_vectors::row("v2-header", "cap-oss2-v2-get-range-process");
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
