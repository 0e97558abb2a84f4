//! What real clients did when their uploads were recorded.
//!
//! Built in from `recordings.json`, so that the report can be written anywhere. The named command
//! `real-clients` writes that file beside its own index of recordings, plays them again and says what
//! drifted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One recorded upload, as far as the report tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// `DESTINATION/SOURCE--VIA--ORIGIN--NAME`
    pub case: String,
    /// The reason group; `catalogue` for a scenario played by real clients.
    pub group: String,
    /// `node-20`, `node-8`, `python` and so on.
    pub runtime: String,
    /// The uploading client.
    pub destination: String,
    /// The downloading client, or what else the body comes from.
    pub source: String,
    /// What stands between the two; `direct` when nothing does.
    pub via: String,
    /// What the download's server answered.
    pub origin: String,
    /// The last part of the key.
    pub name: String,
    /// Role (`destination`, `source`) to `name@version`.
    pub versions: BTreeMap<String, String>,
    /// What came of it.
    pub expect: Recorded,
}

/// What came of a recorded upload. The recording fails when it is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Whether the signature held.
    pub verdict: RecordedVerdict,
    /// Whether fields of the download's response stood in the upload's head.
    #[serde(default)]
    pub leaks: bool,
}

/// Whether a recorded signature held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedVerdict {
    /// It did.
    Verified,
    /// It did not.
    Mismatch,
}

/// All recordings, sorted by case.
///
/// # Panics
/// Never in a build that passed the tests: they read the same text.
#[must_use]
pub fn recordings() -> Vec<Recording> {
    serde_json::from_str(include_str!("recordings.json")).expect("the recordings are read by the tests")
}
