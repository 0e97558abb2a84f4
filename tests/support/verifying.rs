//! What the verifier makes of a vector.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::{Hosts, Site, UnknownHost};
use mock_oss::verify::{Examination, Request, Service, Verdict, examine, verify};
use mock_oss::wire::Received;

use crate::support::vectors::{Expected, Vector};
use crate::support::vectors_head::head;

/// The first stage at which the verifier and a vector part.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Unread(String),
    CanonicalRequest { ours: String, theirs: String },
    StringToSign { ours: String, theirs: String },
    Signature { ours: String, theirs: String },
    Verdict(String),
}

impl Vector {
    pub(crate) fn received(&self) -> Received {
        Received::parse(head(self)).unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    /// The one key of the vector. It is a temporary key where the request shows its token in a
    /// place that the service reads; `cap-pyv2-v1-sts-*` show it in a field of another name.
    pub(crate) fn keyring(&self) -> Keyring {
        let secret = self.access_key_secret.clone().unwrap_or_default();
        let credential = match &self.security_token {
            Some(token) if self.shows_token() => Credential::temporary(secret, token.clone()),
            _ => Credential::new(secret),
        };
        Keyring::new().with(self.access_key_id.clone().unwrap_or_default(), credential)
    }

    fn shows_token(&self) -> bool {
        let in_header = |(name, _): &(String, String)| name.eq_ignore_ascii_case("x-oss-security-token");
        let in_query =
            |(name, _): &(String, Option<String>)| ["security-token", "x-oss-security-token"].contains(&name.as_str());
        self.headers.iter().any(in_header) || self.query.iter().any(in_query)
    }

    /// The service as the client saw it: a custom domain is bound to the vector's bucket, and a
    /// client with `sldEnable` writes the bucket into the path.
    pub(crate) fn site(&self) -> Site {
        let hosts = if self.id.contains("-sld-") {
            Hosts::PathOnly
        } else {
            Hosts::NameBuckets
        };
        let unknown_host = match &self.bucket {
            Some(bucket) if self.id.contains("-cname-") => UnknownHost::Bucket(bucket.clone()),
            _ => UnknownHost::Endpoint,
        };
        Site {
            hosts,
            unknown_host,
            ..Site::default()
        }
    }

    /// Holds the verifier against the vector, stage by stage.
    pub(crate) fn judge(&self) -> Result<(), Difference> {
        let examination = self.stages()?;
        let message = examination.canonical.string_to_sign().bytes();
        let signature = self.spelled(examination.keyed.digest(&message).expose());
        if Some(&signature) != self.computed_signature.as_ref() {
            let theirs = self.computed_signature.clone().unwrap_or_default();
            return Err(Difference::Signature {
                ours: signature,
                theirs,
            });
        }
        let now = examination.presented.time.moment().unwrap_or(Timestamp::UNIX_EPOCH);
        let verdict = verify(
            &Request::new(&self.received()),
            &Service {
                keyring: &self.keyring(),
                site: &self.site(),
                now,
            },
        );
        match (self.verdict, &verdict) {
            (Expected::Match, Verdict::Verified(_)) | (Expected::Mismatch, Verdict::Mismatch(_)) => Ok(()),
            _ => Err(Difference::Verdict(format!("{verdict:?}"))),
        }
    }

    /// The same without the signature, for a vector whose secret nobody knows.
    pub(crate) fn stages(&self) -> Result<Examination, Difference> {
        let examination = match examine(&Request::new(&self.received()), &self.keyring(), &self.site()) {
            Ok(Some(examination)) => examination,
            other => return Err(Difference::Unread(format!("{other:?}"))),
        };
        let ours = examination.canonical.request().map(|stage| text(&stage.bytes()));
        if ours != self.canonical_request {
            let (ours, theirs) = (
                ours.unwrap_or_default(),
                self.canonical_request.clone().unwrap_or_default(),
            );
            return Err(Difference::CanonicalRequest { ours, theirs });
        }
        let ours = text(&examination.canonical.string_to_sign().bytes());
        if Some(&ours) != self.string_to_sign.as_ref() {
            let theirs = self.string_to_sign.clone().unwrap_or_default();
            return Err(Difference::StringToSign { ours, theirs });
        }
        Ok(examination)
    }

    /// A MAC as this protocol writes it: hexadecimal in V4, base64 before.
    pub(crate) fn spelled(&self, mac: &[u8]) -> String {
        if self.version.contains("v4") {
            data_encoding::HEXLOWER.encode(mac)
        } else {
            data_encoding::BASE64.encode(mac)
        }
    }
}

/// The vectors whose request, secret and outcome are all known.
pub(crate) fn end_to_end(vectors: &[Vector]) -> impl Iterator<Item = &Vector> {
    vectors.iter().filter(|vector| {
        let judged = matches!(vector.verdict, Expected::Match | Expected::Mismatch);
        judged && vector.derivable == Some(true) && vector.access_key_secret.is_some()
    })
}

/// Those on which the verifier and the vector part, with the first stage at which they do.
pub(crate) fn failures(vectors: &[Vector]) -> Vec<(String, Difference)> {
    end_to_end(vectors)
        .filter_map(|vector| vector.judge().err().map(|difference| (vector.id.clone(), difference)))
        .collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
