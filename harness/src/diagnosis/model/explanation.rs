//! A set of edits under which the presented signature verifies.

use std::fmt;

use mock_oss::verify::{Rule, StageName};

use super::Edit;

/// The smallest set of edits found under which the presented signature verifies.
///
/// No proper subset of the edits does, unless it [says](Self::is_smallest) that there were too many to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// How sure it is.
    pub confidence: Confidence,
    /// What the edits change; the farthest one when they differ (key, then client, then request).
    pub space: Space,
    /// The edits, in head order; behind them what is put in, which stands at the end of the head; then
    /// those of the client and the key.
    pub edits: Vec<Edit>,
    /// Which lines of the canonical form they change.
    pub lines: Vec<LineRef>,
    /// Whether each edit was left out once, to see that it is needed.
    pub is_smallest: bool,
}

/// How far an explanation may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The presented signature was recomputed. In the request space: the edited head was parsed and
    /// verified as a request of its own. In the client and key spaces: the MAC over the changed
    /// string, or under the changed key, is the presented one.
    Proven,
    /// Evidence speaks for it, and no MAC was recomputed.
    Suspected,
}

/// Which of the three search spaces an edit or an explanation lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// The request was changed after signing: blames the path, or what wrote to it late.
    Request,
    /// The request is as sent; its client built the string to sign differently: blames the signer.
    Client,
    /// Another key than the service's was used.
    Key,
}

/// A line of the canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRef {
    /// The stage it belongs to.
    pub stage: StageName,
    /// Counted from 0 within its stage; for a line that the service did not have, the line before
    /// which it stands.
    pub index: usize,
    /// The rule that makes such lines.
    pub rule: Rule,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proven => "proven",
            Self::Suspected => "suspected",
        })
    }
}

impl fmt::Display for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Client => "client",
            Self::Key => "key",
        })
    }
}
