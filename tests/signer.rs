//! The client's V1 signer against published and captured vectors, stage by stage.
//!
//! The vectors come from the vendor's documents, from the test suites of other SDKs and from real
//! SDKs on a socket; `source` of each says which. The verifier is held to the same file by
//! another test: neither side is the other's judge.

use std::path::Path;

use scenarios::signer::v1;
use serde::Deserialize;

/// A row of `vectors/v1-header.json`, as far as a signer needs it.
#[derive(Debug, Deserialize)]
struct Vector {
    id: String,
    method: String,
    bucket: Option<String>,
    key: Option<String>,
    query: Vec<(String, Option<String>)>,
    headers: Vec<(String, String)>,
    access_key_secret: String,
    string_to_sign: Option<String>,
    expected_signature: Option<String>,
    verdict: String,
    derivable: bool,
}

/// Query parameters that the operations of `ali-oss` pass as `query`, or that no operation has:
/// only those passed as `subres` are signed (6.1.1 `lib/bucket.js`, `listBuckets`, `list`).
const PLAIN_PARAMETERS: [&str; 10] = [
    "delimiter",
    "encoding-type",
    "fetch-owner",
    "list-type",
    "marker",
    "max-keys",
    "non-resousce",
    "non-signed-key",
    "prefix",
    "start-after",
];

impl Vector {
    fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn field(&self, name: &str) -> Option<&str> {
        let mut named = self.fields().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.trim())
    }

    fn string_to_sign(&self) -> String {
        let sub_resources = self
            .query
            .iter()
            .filter(|(name, _)| !PLAIN_PARAMETERS.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_deref()))
            .collect();
        v1::string_to_sign(&v1::Parts {
            method: &self.method,
            content_md5: self.field("content-md5").unwrap_or_default(),
            content_type: self.field("content-type").unwrap_or_default(),
            date: self
                .field("x-oss-date")
                .or_else(|| self.field("date"))
                .unwrap_or_default(),
            oss_fields: v1::oss_fields(self.fields()),
            resource: v1::resource(self.bucket.as_deref(), self.key.as_deref()),
            sub_resources,
        })
    }
}

#[test]
fn the_string_to_sign_is_the_one_of_every_derivable_vector() {
    for vector in vectors(|vector| vector.verdict == "match" && vector.derivable) {
        assert_eq!(vector.string_to_sign(), vector.string_to_sign.unwrap(), "{}", vector.id);
    }
}

#[test]
fn the_signature_of_a_given_string_is_the_one_of_every_vector() {
    for vector in vectors(|vector| vector.verdict == "match") {
        let signature = v1::signature(vector.access_key_secret.as_bytes(), &vector.string_to_sign.unwrap());
        assert_eq!(signature, vector.expected_signature.unwrap(), "{}", vector.id);
    }
}

#[test]
fn the_signature_of_an_inconsistent_vector_is_another_one() {
    for vector in vectors(|vector| vector.verdict == "mismatch") {
        let signature = v1::signature(vector.access_key_secret.as_bytes(), &vector.string_to_sign());
        assert_ne!(signature, vector.expected_signature.unwrap(), "{}", vector.id);
    }
}

#[test]
fn the_authorization_names_the_key_and_the_signature() {
    // The document's own example: vector `doc-v1-header-put`.
    let authorization = v1::authorization("44CF9590006BF252F707", "26NBxoKdsyly4EDv6inkoDft/yA=");
    assert_eq!(authorization, "OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=");
}

#[test]
fn the_file_has_vectors_of_both_verdicts() {
    assert_eq!(
        vectors(|vector| vector.verdict == "match" && vector.derivable).len(),
        52
    );
    assert_eq!(vectors(|vector| vector.verdict == "mismatch").len(), 3);
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn vectors(wanted: impl Fn(&Vector) -> bool) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/v1-header.json");
    let all: Vec<Vector> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    all.into_iter().filter(wanted).collect()
}
