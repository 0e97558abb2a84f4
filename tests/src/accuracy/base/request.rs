//! A request and what is known of it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mock_oss::keyring::{Credential, Keyring};

use crate::accuracy::head::{Head, replaced};
use crate::accuracy::signer::{Draft, Key, Kind, Place, Slash, draft, escaped};

/// A request with [`SIGNATURE`] where its signature goes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The head.
    pub head: Head,
    /// What is known besides.
    pub facts: Facts,
}

/// What is known of a request besides its head.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Where it comes from: a capture's name or an SDK's shape.
    pub source: String,
    /// The protocol.
    pub kind: Kind,
    /// The access key id.
    pub key_id: String,
    /// The true secret.
    pub secret: Vec<u8>,
    /// The security token of a temporary key.
    pub token: Option<String>,
    /// Another key pair that the service knows.
    pub other: Option<(String, Vec<u8>)>,
    /// The bucket.
    pub bucket: String,
    /// The object key, decoded; empty for a bucket.
    pub key: Vec<u8>,
    /// The service's clock.
    pub clock: Timestamp,
    /// What the service was told about hosts.
    pub place: Place,
    /// The body, where the diagnosis is given it.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// What has to be signed.
    #[must_use]
    pub fn draft(&self) -> Draft {
        draft(&self.head, self.facts.kind, &self.facts.place)
    }

    /// The key to sign with.
    #[must_use]
    pub fn key(&self) -> Key {
        self.facts.key_for(&self.draft())
    }

    /// The head with a signature in its place.
    #[must_use]
    pub fn signed(&self, signature: &str) -> Option<Head> {
        Head::parse(&replaced(
            &self.head.bytes(),
            SIGNATURE.as_bytes(),
            &self.facts.spelled(signature),
        )?)
    }
}

impl Facts {
    /// The service's key for the scope of a draft.
    #[must_use]
    pub fn key_for(&self, draft: &Draft) -> Key {
        Key::new(self.kind, &self.secret, &draft.scope)
    }

    /// What the service's keys are.
    #[must_use]
    pub fn keyring(&self) -> Keyring {
        let own = match &self.token {
            Some(token) => Credential::temporary(self.secret.clone(), token.clone()),
            None => Credential::new(self.secret.clone()),
        };
        let keyring = Keyring::new().with(self.key_id.clone(), own);
        match &self.other {
            Some((id, secret)) => keyring.with(id.clone(), Credential::new(secret.clone())),
            None => keyring,
        }
    }

    /// A signature as it stands in the head: escaped in a URL.
    #[must_use]
    pub fn spelled(&self, signature: &str) -> Vec<u8> {
        if self.kind.in_url() {
            escaped(signature.as_bytes(), Slash::Escaped, b"")
        } else {
            signature.as_bytes().to_vec()
        }
    }
}

/// `Mon, 23 Nov 2026 22:11:13 GMT` (RFC 9110 section 5.6.7).
#[must_use]
pub fn http_date(at: Timestamp) -> String {
    TimeZone::UTC
        .to_datetime(at)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

/// `20261123T221113Z`
#[must_use]
pub fn iso_date(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Stands in a head where the signature goes; no other text of a head has it.
pub const SIGNATURE: &str = "@signature@";
