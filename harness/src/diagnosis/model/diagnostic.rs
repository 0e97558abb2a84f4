//! What a person is told.

use std::fmt;

use mock_oss::wire::Span;

use crate::diagnosis::Code;
use crate::words::Words;

/// One finding, written as a compiler writes: lower case, no full stop.
///
/// Each part makes sense if shown alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, explained at length by [`Code::text`].
    pub code: Code,
    /// How bad it is. Only what is proven or structural is an error.
    pub severity: Severity,
    /// What is wrong.
    pub headline: Words,
    /// Where it shows in the received head.
    pub labels: Vec<Label>,
    /// What led to it.
    pub notes: Vec<Words>,
    /// What to do.
    pub help: Vec<Words>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The request fails because of it.
    Error,
    /// It harms, or may well be the cause.
    Warning,
    /// Worth knowing.
    Note,
}

/// A marked range of the received head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Offsets into [`Received::head`](mock_oss::wire::Received::head).
    pub span: Span,
    /// What to read there.
    pub text: Words,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}
