//! What must come of a case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The outcome that a group of the matrix claims, from reading the clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What the server must say of the signature.
    pub verdict: ExpectedVerdict,
    /// Whether fields of the download's response are in the upload's head, harmful or not.
    pub leaks: bool,
    /// Who put in what breaks the signature; `None` when nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The edits that make the received head verify, each as `OP ELEMENT` in the words of the
    /// diagnosis: `replace field:content-type`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub edits: BTreeSet<String>,
}

/// What the server must say of the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedVerdict {
    /// It covers what arrived.
    Verified,
    /// It does not.
    Mismatch,
}

/// Who changed what had been signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// The download's response, whose fields the source or the uploading client copied.
    Download,
    /// The uploading client, which adds a field of its own.
    Client,
}
