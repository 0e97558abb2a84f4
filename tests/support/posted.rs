//! Signed forms made with nothing of the project: published MACs over texts that a test gives.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use harness::diagnosis::{Budget, Diagnosis, Evidence, diagnose};
use hmac::{Hmac, KeyInit, Mac};
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service};
use sha1::Sha1;
use sha2::Sha256;

use super::form::{form, form_head};

pub(crate) const SECRET: &str = "testsecret";

/// A policy in whose base64 both `+` and `/` and padding stand, longer than a line of 76.
pub(crate) const JSON: &str = r#"{"expiration":"2026-11-24T06:00:00.000Z","conditions":[{"bucket":"my-bucket"},["starts-with","$key","ä/>>???~~~"],["content-length-range",1,1048576]]}"#;

/// The policy as forms carry it.
pub(crate) fn policy() -> String {
    base64(JSON.as_bytes())
}

pub(crate) fn base64(text: &[u8]) -> String {
    STANDARD.encode(text)
}

pub(crate) fn sha1(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

pub(crate) fn sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// The key of a chain: what is hashed first, then each part under the key before.
pub(crate) fn chain(root: &str, parts: [&str; 4]) -> Vec<u8> {
    let each = |key: Vec<u8>, part: &str| sha256(&key, part.as_bytes());
    parts.into_iter().fold(root.as_bytes().to_vec(), each)
}

/// The key of the scope below.
pub(crate) fn own_key() -> Vec<u8> {
    chain(
        &format!("aliyun_v4{SECRET}"),
        ["20261124", "cn-hangzhou", "oss", "aliyun_v4_request"],
    )
}

/// A V1 signature under the right secret.
pub(crate) fn v1(signed: &[u8]) -> String {
    base64(&sha1(SECRET.as_bytes(), signed))
}

/// A V4 signature under the right key.
pub(crate) fn v4(signed: &[u8]) -> String {
    HEXLOWER.encode(&sha256(&own_key(), signed))
}

/// What is found about a V1 form.
pub(crate) fn told_v1(policy: &str, signature: &str) -> Diagnosis {
    told(&v1_fields(policy, signature))
}

/// What is found about a V4 form.
pub(crate) fn told_v4(policy: &str, signature: &str) -> Diagnosis {
    told(&[
        ("key", "a"),
        ("x-oss-signature-version", "OSS4-HMAC-SHA256"),
        ("x-oss-credential", "testid/20261124/cn-hangzhou/oss/aliyun_v4_request"),
        ("x-oss-date", "20261124T055331Z"),
        ("policy", policy),
        ("x-oss-signature", signature),
    ])
}

pub(crate) fn v1_fields<'a>(policy: &'a str, signature: &'a str) -> [(&'a str, &'a str); 4] {
    [
        ("key", "ä/>>???~~~"),
        ("OSSAccessKeyId", "testid"),
        ("policy", policy),
        ("Signature", signature),
    ]
}

pub(crate) fn told(fields: &[(&str, &str)]) -> Diagnosis {
    let keyring = Keyring::new()
        .with("testid", Credential::new(SECRET))
        .with("otherid", Credential::new("othersecret"));
    told_under(fields, &keyring)
}

pub(crate) fn told_under(fields: &[(&str, &str)], keyring: &Keyring) -> Diagnosis {
    told_beside(fields, keyring, &Evidence::default(), &Budget::default())
}

/// What is found with more in hand, and within a budget.
pub(crate) fn told_beside(
    fields: &[(&str, &str)],
    keyring: &Keyring,
    evidence: &Evidence,
    budget: &Budget<'_>,
) -> Diagnosis {
    let now = "2026-11-24T05:53:31Z".parse().unwrap();
    diagnose(
        &Request::with_form(&form_head(), &form(fields)),
        &Service {
            keyring,
            site: &Site::default(),
            now,
        },
        evidence,
        budget,
    )
}

/// `space code element` of the proven explanation's edits; `nothing` without one.
pub(crate) fn proven(diagnosis: &Diagnosis) -> String {
    let Some(explanation) = &diagnosis.explanation else {
        return "nothing".to_owned();
    };
    let edits = explanation.edits.iter();
    let edits = edits.map(|edit| format!("{} {} {}", edit.space, edit.code, edit.element));
    let edits: Vec<String> = edits.collect();
    format!("{}: {}", explanation.confidence, edits.join(", "))
}
