//! One change that takes part in making the presented signature verify.

use std::fmt;

use mock_oss::wire::{FieldIndex, QueryIndex, Span};

use super::{Attribution, Element, Space};
use crate::diagnosis::Code;
use crate::words::Words;

/// One change, read from the received request's side: applied to what arrived, it leads back to
/// what was signed.
///
/// Values of secrets never stand here; those of security tokens are left out (`None`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The finding it belongs to.
    pub code: Code,
    /// What is done to the received request.
    pub op: Op,
    /// To which part.
    pub element: Element,
    /// Whether the request is changed, or the way its client built the string, or the key.
    pub space: Space,
    /// The value that arrived; `None` when nothing did.
    pub received: Option<Vec<u8>>,
    /// The value that was signed; `None` when nothing was, or when it must not be shown.
    pub signed: Option<Vec<u8>>,
    /// The change in words when the values alone do not say it.
    pub words: Option<Words>,
    /// Where it stands in the received head; `None` for what did not arrive.
    pub at: Option<Place>,
    /// Who made the difference, as far as the evidence goes.
    pub author: Option<Attribution>,
}

/// What is done to the received request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// The element was not there when the request was signed.
    Remove,
    /// It had another value when the request was signed.
    Replace,
    /// It was there when the request was signed, and is gone.
    Insert,
}

/// Where an element stands in the received head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The bytes.
    pub span: Span,
    /// The field line, when it is one.
    pub field: Option<FieldIndex>,
    /// The query parameter, when it is one.
    pub query: Option<QueryIndex>,
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Remove => "remove",
            Self::Replace => "replace",
            Self::Insert => "insert",
        })
    }
}
