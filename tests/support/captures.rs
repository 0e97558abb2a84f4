//! The request heads of real clients under `captures/heads`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::{Hosts, Site};
use mock_oss::verify::parse_date;
use mock_oss::wire::Received;

/// One row of `captures/heads/index.json`.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Capture {
    pub(crate) file: String,
    pub(crate) scheme: Option<String>,
    pub(crate) verifies: Option<bool>,
    pub(crate) repair: Option<String>,
    pub(crate) received_unix: i64,
}

impl Capture {
    pub(crate) fn head(&self) -> Vec<u8> {
        read(&folder().join(&self.file))
    }

    pub(crate) fn received(&self) -> Received {
        Received::parse(self.head()).unwrap_or_else(|error| panic!("{}: {error}", self.file))
    }

    /// The moment to judge it at: its own date, so that a leaked `Date` of another year is judged
    /// for its signature and not refused for its age.
    pub(crate) fn judged_at(&self) -> Timestamp {
        let received = self.received();
        let date = received.named("x-oss-date").chain(received.named("date")).next();
        let own = date.and_then(|field| parse_date(&field.value()));
        own.unwrap_or_else(|| Timestamp::from_second(self.received_unix).unwrap())
    }

    /// The service as the client was configured to see it: `sld` clients were told to write the
    /// bucket into the path.
    pub(crate) fn site(&self) -> Site {
        let path_only = self.file.contains("-sld-");
        Site {
            hosts: if path_only { Hosts::PathOnly } else { Hosts::NameBuckets },
            ..Site::default()
        }
    }

    pub(crate) fn is_v1_header(&self) -> bool {
        self.scheme.as_deref() == Some("OSS V1")
    }
}

pub(crate) fn captures() -> Vec<Capture> {
    serde_json::from_slice(&read(&folder().join("index.json"))).unwrap()
}

/// The key pair that all captured heads were signed with.
pub(crate) fn keyring() -> Keyring {
    Keyring::new().with("testid", Credential::new("testsecret"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("captures/heads")
}

#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
