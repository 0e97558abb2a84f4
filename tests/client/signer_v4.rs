//! The client's V4 signer against published, captured and generated vectors, stage by stage.

use data_encoding::HEXLOWER;
use scenarios::signer::v4::{self, Scope, SigningKey};
use scenarios::signer::{Library, Parameter, Presigned, Signed};

use crate::support::signing::{assert_authorizations, assert_stages, assert_urls, producible};
use crate::support::vectors::{Kind, Vector, vector};

#[test]
fn the_v4_signer_makes_every_header_vector_stage_by_stage() {
    assert_stages("v4-header", 77, signed);
}

#[test]
fn the_v4_signer_makes_every_url_vector_stage_by_stage() {
    assert_stages("v4-url", 29, |vector| presigned(vector).signed);
}

#[test]
fn a_v4_url_is_written_as_each_real_sdk_writes_it() {
    assert_urls("v4-url", 19, presigned);
}

/// The vector's caller passed `empty: ''` and `nul: null`, which go out alike.
#[test]
fn ali_oss_signs_an_empty_text_unlike_null() {
    for id in [
        "gen-alioss-presign-v4-put-headers",
        "gen-alioss-presign-sts-v4-put-headers",
    ] {
        let vector = vector("v4-url", id);
        let signed = presigned(&vector).signed;
        assert_eq!(Some(signed.signature), vector.expected_signature, "{id}");
        let differing = vector.canonical_request.unwrap().replacen("empty&", "empty=&", 1);
        assert_eq!(signed.canonical_request, Some(differing), "{id}");
    }
}

#[test]
fn the_authorization_of_v4_is_the_one_that_the_real_sdk_sent() {
    let mut captured = producible("v4-header");
    captured.retain(|vector| vector.kind == Kind::Captured && !vector.id.contains("gov1"));
    assert_authorizations(&captured, 42, |vector, id| {
        let signature = signed(vector).signature;
        v4::authorization(
            vector.library(),
            id,
            &scope(vector),
            &vector.additional_headers,
            &signature,
        )
    });
}

/// All of printable ASCII, and words with it, sorted by `localeCompare` in Node.js 20.20.2.
#[test]
fn names_are_ordered_as_node_orders_words() {
    let ascii = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
    let letters: Vec<String> = ascii.chars().map(String::from).collect();
    sorted_already(&letters.iter().map(String::as_str).collect::<Vec<_>>());
    sorted_already(&[
        "",
        "~",
        "a b",
        "a_b",
        "a-b",
        "a10",
        "a9",
        "ab",
        "aB",
        "Ab",
        "AB",
        "b",
        "B",
        "C",
        "co-op",
        "CO-OP",
        "coop",
        "Coop",
        "e",
        "f",
        "part-number-marker",
        "partNumber",
        "uploadId",
        "uploads",
        "versionid",
        "versionId",
        "versions",
        "x_oss",
        "X-A",
        "x-oss-a",
        "xa",
        "z",
    ]);
}

#[test]
fn ali_oss_refuses_to_sign_a_field_that_is_not_there() {
    let vector = vector("v4-header", "cap-alioss-v4-put-buffer");
    let parts = vector.parts();
    let refused = v4::additional(Library::AliOss, &vector.request(&parts), &["Content-Disposition"]);
    assert_eq!(refused.unwrap_err().name, "content-disposition");
}

#[test]
fn alibabacloud_oss_v2_drops_a_field_that_is_not_there() {
    let vector = vector("v4-header", "cap-pyv2-v4-put");
    let parts = vector.parts();
    let kept = v4::additional(
        Library::OssV2,
        &vector.request(&parts),
        &["content-disposition", "X-Oss-Meta-A"],
    );
    assert_eq!(kept, Ok(Vec::new()));
}

#[test]
fn the_first_stage_that_differs_is_named() {
    let mut vector = vector("v4-header", "sdk-v4-header");
    let signed = signed(&vector);
    assert_eq!(vector.first_difference(&signed), None);
    vector.expected_signature = None;
    assert!(vector.first_difference(&signed).unwrap().contains("the signature is"));
    vector.string_to_sign = None;
    assert!(
        vector
            .first_difference(&signed)
            .unwrap()
            .contains("the string to sign is")
    );
    vector.canonical_request = None;
    assert!(
        vector
            .first_difference(&signed)
            .unwrap()
            .contains("the canonical request is")
    );
}

#[test]
fn a_signing_key_does_not_show_itself() {
    assert_eq!(format!("{:?}", SigningKey::from_bytes([7; 32])), "SigningKey(..)");
}

fn sorted_already(words: &[&str]) {
    let mut sorted = words.to_vec();
    sorted.sort_by(|one, other| v4::locale_compare(one, other));
    assert_eq!(sorted, words);
}

/// An operation's sub-resource without a value is `null` to the signer of ali-oss, though it goes out
/// as `name=` (6.23.0 `lib/common/utils/createRequest.js`).
fn signed(vector: &Vector) -> Signed {
    let mut parts = vector.parts();
    let empty = |parameter: &&mut Parameter| vector.library() == Library::AliOss && parameter.text().is_empty();
    for parameter in parts.query.iter_mut().filter(empty) {
        parameter.value = None;
    }
    let request = vector.request(&parts);
    let library = vector.library();
    let additional = v4::additional(library, &request, &vector.additional()).unwrap();
    let signed = v4::sign(library, &request, &vector.credential(), &scope(vector), &additional);
    match printed_key(vector) {
        Some(key) => Signed {
            signature: key.sign(&signed.string_to_sign),
            ..signed
        },
        None => signed,
    }
}

/// The vendor's page prints the derived key of its example and not the secret.
fn printed_key(vector: &Vector) -> Option<SigningKey> {
    let hex = vector.note.as_deref()?.strip_prefix("signing_key_hex=")?;
    Some(SigningKey::from_bytes(
        HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap(),
    ))
}

fn presigned(vector: &Vector) -> Presigned {
    let mut parts = vector.parts();
    for parameter in parts.query.iter_mut().filter(|parameter| parameter.name == "nul") {
        *parameter = Parameter::bare("nul");
    }
    let request = vector.request(&parts);
    let library = vector.library();
    let additional = v4::additional(library, &request, &vector.additional()).unwrap();
    let timestamp = vector.timestamp.as_deref().unwrap();
    let validity = (timestamp, vector.expires().unsigned_abs());
    v4::presign(
        library,
        &request,
        &vector.credential(),
        &scope(vector),
        validity,
        &additional,
    )
}

/// The day is the one of the claim; a client may send its time in another format.
fn scope(vector: &Vector) -> Scope {
    let day = vector.string_to_sign.as_deref().unwrap().lines().nth(2).unwrap();
    let day = day.split('/').next().unwrap();
    let region = vector.region.as_deref().unwrap();
    match vector.product.as_deref() {
        Some("oss-cloudbox") => Scope::cloud_box(day, region),
        _ => Scope::region(day, region),
    }
}
