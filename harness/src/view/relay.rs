//! How a request was relayed.

use serde::Serialize;

/// Where a request went, and what was changed of it on the way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelayView {
    /// The service that it went to, or would have: `https://HOST:PORT`.
    pub upstream: Option<String>,
    /// What the relay changed, in the order of the head. All else went on byte for byte.
    pub edits: Vec<RelayEditView>,
    /// What became of the connection, where there is more to tell than the answer.
    pub remarks: Vec<String>,
}

/// One change that the relay made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelayEditView {
    /// `replace` or `remove`, read from the received request's side.
    pub op: &'static str,
    /// What was changed: `target`, `field:proxy-connection`.
    pub element: String,
    /// Why the relay may change it.
    pub why: &'static str,
}
