//! What the client's signers make of a vector.

use scenarios::credential::Credential;
use scenarios::signer::{Library, Parameter, Presigned, Request, Signed};

use crate::support::vectors::{Expected, Kind, Vector, vectors};

impl Vector {
    /// The request without its claim.
    pub(crate) fn parts(&self) -> Parts {
        let claim = |name: &str| CLAIM.contains(&name);
        Parts {
            query: self
                .query
                .iter()
                .filter(|(name, _)| !claim(name))
                .map(|(name, value)| Parameter {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
            fields: self.headers.clone(),
        }
    }

    /// The SDK whose signer made it, or for other SDKs the one of its kind: encoded text, sorted.
    pub(crate) fn library(&self) -> Library {
        match self.id.as_str() {
            id if id.contains("alioss") => Library::AliOss,
            id if id.contains("pyv2") => Library::OssV2,
            _ => Library::Oss2,
        }
    }

    pub(crate) fn credential(&self) -> Credential {
        let id = self.access_key_id.as_deref().unwrap_or_default();
        let pair = Credential::new(id, self.access_key_secret.as_deref().unwrap_or_default());
        match &self.security_token {
            Some(token) => pair.with_security_token(token),
            None => pair,
        }
    }

    pub(crate) fn expires(&self) -> i64 {
        self.expires.as_deref().unwrap().parse().unwrap()
    }

    pub(crate) fn additional(&self) -> Vec<&str> {
        self.additional_headers.iter().map(String::as_str).collect()
    }

    pub(crate) fn request<'a>(&'a self, parts: &'a Parts) -> Request<'a> {
        Request {
            method: self.method.as_deref().unwrap(),
            bucket: self.bucket.as_deref(),
            key: self.key.as_deref(),
            query: &parts.query,
            fields: &parts.fields,
        }
    }

    /// The first stage at which a signer and the vector part.
    pub(crate) fn first_difference(&self, signed: &Signed) -> Option<String> {
        let stages = [
            ("canonical request", &signed.canonical_request, &self.canonical_request),
            (
                "string to sign",
                &Some(signed.string_to_sign.clone()),
                &self.string_to_sign,
            ),
            ("signature", &Some(signed.signature.clone()), &self.expected_signature),
        ];
        let (stage, ours, theirs) = stages.into_iter().find(|(_, ours, theirs)| ours != theirs)?;
        Some(format!("{}: the {stage} is {ours:?} and should be {theirs:?}", self.id))
    }

    /// What follows the first `?` of the URL that the real SDK returned.
    pub(crate) fn published_query(&self) -> Option<&str> {
        self.expected_url
            .as_deref()
            .and_then(|url| url.split_once('?'))
            .map(|(_, query)| query)
    }
}

/// What a request borrows.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) query: Vec<Parameter>,
    pub(crate) fields: Vec<(String, String)>,
}

/// The parameters that a signer adds.
const CLAIM: [&str; 9] = [
    "security-token",
    "x-oss-access-key-id",
    "x-oss-additional-headers",
    "x-oss-credential",
    "x-oss-date",
    "x-oss-expires",
    "x-oss-security-token",
    "x-oss-signature",
    "x-oss-signature-version",
];

/// The vectors of a protocol that a signer must produce.
pub(crate) fn producible(version: &str) -> Vec<Vector> {
    let all = vectors(version).into_iter();
    all.filter(|vector| vector.verdict == Expected::Match && vector.derivable == Some(true))
        .collect()
}

/// Holds a signer to all vectors of a protocol, of which there are `count`, stage by stage.
pub(crate) fn assert_stages(version: &str, count: usize, sign: impl Fn(&Vector) -> Signed) {
    let vectors = producible(version);
    assert_eq!(vectors.len(), count);
    let differences: Vec<String> = vectors
        .iter()
        .filter_map(|vector| vector.first_difference(&sign(vector)))
        .collect();
    assert_eq!(differences, Vec::<String>::new());
}

/// Holds the URLs of a protocol's signer to those that the real SDKs returned, of which there are
/// `count`. aliyun-oss-go-sdk (`gov1`) is not modelled.
pub(crate) fn assert_urls(version: &str, count: usize, presign: impl Fn(&Vector) -> Presigned) {
    let generated = |vector: &Vector| vector.kind == Kind::Generated && !vector.id.contains("gov1");
    let mut compared = 0;
    for vector in vectors(version).iter().filter(|vector| generated(vector)) {
        let query = vector.library().query(&presign(vector).query);
        assert_eq!(Some(query.as_str()), vector.published_query(), "{}", vector.id);
        compared += 1;
    }
    assert_eq!(compared, count);
}

/// Holds `Authorization` as a signer writes it to those of these vectors, of which there are `count`.
pub(crate) fn assert_authorizations(vectors: &[Vector], count: usize, write: impl Fn(&Vector, &str) -> String) {
    for vector in vectors {
        let written = write(vector, vector.access_key_id.as_deref().unwrap());
        assert_eq!(Some(written), vector.expected_authorization, "{}", vector.id);
    }
    assert_eq!(vectors.len(), count);
}
