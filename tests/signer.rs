//! The client's V1 signer against published, captured and generated vectors, stage by stage.

use scenarios::signer::{Presigned, Signed, v1};

use crate::signer_vectors::{Row, producible, row, rows};

#[test]
fn the_v1_signer_makes_every_header_vector_stage_by_stage() {
    let vectors = producible("v1-header");
    assert_eq!(vectors.len(), 55);
    let differences: Vec<String> = vectors
        .iter()
        .filter_map(|row| row.first_difference(&signed(row)))
        .collect();
    assert_eq!(differences, Vec::<String>::new());
}

#[test]
fn the_v1_signer_makes_every_url_vector_stage_by_stage() {
    let vectors = producible("v1-url");
    assert_eq!(vectors.len(), 29);
    let differences: Vec<String> = vectors
        .iter()
        .filter_map(|row| row.first_difference(&presigned(row).signed))
        .collect();
    assert_eq!(differences, Vec::<String>::new());
}

#[test]
fn a_v1_url_is_written_as_each_real_sdk_writes_it() {
    let generated = |row: &Row| row.kind == "generated" && !row.id.contains("gov1");
    let mut compared = 0;
    for row in rows("v1-url").iter().filter(|row| generated(row)) {
        let query = row.library().query(&presigned(row).query);
        assert_eq!(Some(query.as_str()), row.published_query(), "{}", row.id);
        compared += 1;
    }
    assert_eq!(compared, 22);
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
    let mut compared = 0;
    for row in producible("v1-header")
        .iter()
        .filter(|row| row.expected_authorization.is_some())
    {
        let id = row.access_key_id.as_deref().unwrap();
        let authorization = v1::authorization(id, &signed(row).signature);
        assert_eq!(Some(authorization), row.expected_authorization, "{}", row.id);
        compared += 1;
    }
    assert!(compared > 40, "{compared}");
}

fn signed(row: &Row) -> Signed {
    let parts = row.parts();
    v1::sign(row.library(), &row.request(&parts), &row.credential())
}

fn presigned(row: &Row) -> Presigned {
    let parts = row.parts();
    v1::presign(row.library(), &row.request(&parts), &row.credential(), row.expires())
}
