//! The answer.

use std::fmt;
use std::time::Duration;

use mock_oss::verify::Scheme;
use mock_oss::wire::Span;

use super::{Diagnostic, Element, Explanation, Strings};
use crate::diagnosis::Code;
use crate::words::{Say, Words};

/// Why a request's signature does not verify, or that it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What the service decides. The search never changes it.
    pub verdict: VerdictKind,
    /// What the request came to, in one line.
    pub headline: Words,
    /// The scheme that is presented, where the claim can be read.
    pub scheme: Option<Scheme>,
    /// The smallest explanation found, with a known author where there is a choice.
    pub explanation: Option<Explanation>,
    /// Other explanations of the same cost that lead to the same signed string.
    pub alternatives: Vec<Explanation>,
    /// What a person is told, most important first.
    pub diagnostics: Vec<Diagnostic>,
    /// What does harm whether or not the signature verifies.
    pub hazards: Vec<Hazard>,
    /// Both strings to sign.
    pub strings: Strings,
    /// What of the head must not be shown, in head order.
    pub masks: Vec<Mask>,
    /// What the search did.
    pub search: SearchSummary,
}

/// What the service decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    /// The signature holds.
    Verified,
    /// It does not.
    Mismatch,
    /// The request is turned away for another reason.
    Refused,
    /// The request makes no claim.
    Unsigned,
}

/// What a search did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchSummary {
    /// How many strings or keys were tried against the presented signature.
    pub candidates: u64,
    /// Whether everything within reach was tried: an explanation was found, or none exists there.
    pub exhausted: bool,
    /// What ended the search before that.
    pub limit: Option<Limit>,
    /// How long the diagnosis took, when a stopwatch was given.
    pub elapsed: Option<Duration>,
    /// What was tried, a family of hypotheses each, in words.
    pub tried: Vec<&'static str>,
}

/// What ends a search before everything within reach was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The candidates that were allowed.
    Candidates,
    /// The time.
    Time,
    /// The memory for proposals: a head of hundreds of parts has more pairs of them than fit. Of one of
    /// thousands, only the first hundreds are varied.
    Room,
}

impl Say for Limit {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::Candidates => "the budget of candidates",
            Self::Time => "the time",
            Self::Room => "the room for proposals",
        });
    }
}

impl fmt::Display for VerdictKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Verified => "verified",
            Self::Mismatch => "mismatch",
            Self::Refused => "refused",
            Self::Unsigned => "unsigned",
        })
    }
}

/// Something that does harm whether or not the signature verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// The stable code.
    pub code: Code,
    /// The part of the request.
    pub element: Option<Element>,
    /// Where it stands in the received head.
    pub span: Option<Span>,
    /// What it does, as a sentence without a full stop.
    pub words: Words,
}

/// A place of the received head that holds a secret, a token, a signature or another bearer's proof.
/// Whoever shows the head writes the word instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// Offsets into [`Received::head`](mock_oss::wire::Received::head).
    pub span: Span,
    /// What to write there: `[secret]`, `[signature]`.
    pub word: &'static str,
}
