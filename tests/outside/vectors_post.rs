//! PostObject vectors: what `calculatePostSignature` and `signPostObjectPolicyV4` of ali-oss return.

use jiff::Timestamp;
use mock_oss::site::Site;
use mock_oss::verify::{Keyed, Request, Service, Verdict, examine, verify};

use crate::support::form::{form, form_head};
use crate::support::vectors::{Vector, vector};

#[test]
fn the_v1_form_of_ali_oss_verifies() {
    let vector = vector("post-v1", "gen-alioss-post-v1");
    let fields = v1_fields(&vector);
    assert_stages(&vector, &fields);
    assert_eq!(judged(&vector, &fields), "oss-post-v1");
}

/// Its policy has a condition of every kind; the form meets them all.
#[test]
fn the_v4_form_of_ali_oss_verifies() {
    let vector = vector("post-v4", "gen-alioss-post-v4");
    let fields = v4_fields(&vector);
    assert_stages(&vector, &fields);
    assert_eq!(judged(&vector, &fields), "oss-post-v4");
}

/// The document prints a policy and a signature and no secret: what the sample secret of its other
/// pages would have given is held.
#[test]
fn the_documents_policy_has_the_mac_that_others_compute() {
    let vector = vector("post-v1", "doc-post-v1");
    let secret = vector.access_key_secret.as_deref().unwrap();
    let mac = Keyed::sha1(secret.as_bytes()).digest(vector.policy_base64.as_deref().unwrap().as_bytes());
    assert_eq!(Some(vector.spelled(mac.expose())), vector.computed_signature);
}

fn v1_fields(vector: &Vector) -> Vec<(&'static str, String)> {
    vec![
        ("OSSAccessKeyId", vector.access_key_id.clone().unwrap()),
        ("policy", vector.policy_base64.clone().unwrap()),
        ("Signature", vector.expected_signature.clone().unwrap()),
        ("key", "k.txt".to_owned()),
    ]
}

fn v4_fields(vector: &Vector) -> Vec<(&'static str, String)> {
    let credential = "LTAI5tExampleKeyId/20231216/cn-hangzhou/oss/aliyun_v4_request";
    vec![
        ("key", "user/eric/k.jpg".to_owned()),
        ("success_action_status", "201".to_owned()),
        ("content-type", "image/jpg".to_owned()),
        ("x-oss-signature-version", "OSS4-HMAC-SHA256".to_owned()),
        ("x-oss-credential", credential.to_owned()),
        ("x-oss-date", vector.timestamp.clone().unwrap()),
        ("policy", vector.policy_base64.clone().unwrap()),
        ("x-oss-signature", vector.expected_signature.clone().unwrap()),
    ]
}

fn assert_stages(vector: &Vector, fields: &[(&str, String)]) {
    let examination = examine(
        &Request::with_form(&form_head(), &form(&lent(fields))),
        &vector.keyring(),
        &Site::default(),
    );
    let examination = examination.unwrap().unwrap();
    let message = examination.canonical.string_to_sign().bytes();
    assert_eq!(
        String::from_utf8_lossy(&message),
        vector.string_to_sign.as_deref().unwrap()
    );
    let signature = vector.spelled(examination.keyed.digest(&message).expose());
    assert_eq!(Some(signature), vector.expected_signature);
}

/// The scheme under which the form verifies, a minute before its policy expires.
fn judged(vector: &Vector, fields: &[(&str, String)]) -> &'static str {
    let now: Timestamp = "2023-12-16T17:19:57Z".parse().unwrap();
    match verify(
        &Request::with_form(&form_head(), &form(&lent(fields))),
        &Service {
            keyring: &vector.keyring(),
            site: &Site::default(),
            now,
        },
    ) {
        Verdict::Verified(verified) => verified.presented.scheme.id(),
        other => panic!("{other:?}"),
    }
}

fn lent<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}
