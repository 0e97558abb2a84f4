//! Vectors: signatures that somebody else computed, one request each.
//!
//! Here they are only read. What the verifier makes of one is in `verifying.rs`, what the client's
//! signers make of it in `signing.rs`, each on its own.

use std::path::Path;

use serde::Deserialize;

/// One line of `vectors/<version>.json`; the README there says what the fields mean.
#[derive(Debug, Deserialize)]
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) kind: Kind,
    pub(crate) verdict: Expected,
    pub(crate) derivable: Option<bool>,
    pub(crate) method: Option<String>,
    pub(crate) bucket: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) query: Vec<(String, Option<String>)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) access_key_id: Option<String>,
    pub(crate) access_key_secret: Option<String>,
    pub(crate) security_token: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) product: Option<String>,
    pub(crate) timestamp: Option<String>,
    pub(crate) expires: Option<String>,
    pub(crate) additional_headers: Vec<String>,
    pub(crate) policy_base64: Option<String>,
    pub(crate) string_to_sign: Option<String>,
    pub(crate) canonical_request: Option<String>,
    pub(crate) expected_signature: Option<String>,
    pub(crate) computed_signature: Option<String>,
    pub(crate) expected_authorization: Option<String>,
    pub(crate) expected_url: Option<String>,
    pub(crate) request_line: Option<String>,
    pub(crate) note: Option<String>,
}

/// Where the signature comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A vendor page or the test suite of an SDK.
    Published,
    /// A real SDK on a local socket.
    Captured,
    /// What a real SDK's presign call returned.
    Generated,
}

/// What an independent program found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expected {
    Match,
    Mismatch,
    Ambiguous,
    Unverifiable,
}

/// All vectors of one protocol.
#[expect(clippy::disallowed_methods, reason = "vectors are files")]
pub(crate) fn vectors(version: &str) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("vectors/{version}.json"));
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{version}: {error}"))
}

/// One vector by its id.
pub(crate) fn vector(version: &str, id: &str) -> Vector {
    vectors(version).into_iter().find(|vector| vector.id == id).unwrap()
}
