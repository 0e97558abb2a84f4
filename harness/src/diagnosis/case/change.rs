//! What a difference stands for: a step to another head, or a note of what the client did otherwise.

use super::edit::Step;
use crate::diagnosis::{Attribution, Code, Element, Op, Space};
use crate::words::Words;

/// What a proposal stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// The request was changed on its way; the step leads back.
    Request(Step),
    /// The client or the key differs.
    Other(Note),
}

impl Change {
    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let held = match self {
            Self::Request(step) => step.text().len(),
            Self::Other(note) => {
                let texts = [&note.received, &note.signed].into_iter().flatten();
                note.words.bytes() + texts.map(Vec::len).sum::<usize>()
            }
        };
        size_of::<Self>() + held
    }
}

/// A difference that no edit of the received head expresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Client or key.
    pub(crate) space: Space,
    /// What to do to the received side.
    pub(crate) op: Op,
    /// To which part.
    pub(crate) element: Element,
    /// The service's text there.
    pub(crate) received: Option<Vec<u8>>,
    /// The client's.
    pub(crate) signed: Option<Vec<u8>>,
    /// The difference in words.
    pub(crate) words: Words,
    /// The finding it belongs to.
    pub(crate) code: Code,
    /// Who is known to do so.
    pub(crate) author: Option<Attribution>,
    /// How it compares with changes of the request that come to the same string.
    pub(crate) standing: Standing,
}

/// How a difference in the client's string compares with a change of the request that comes to the
/// same string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It is the more likely one.
    Usual,
    /// It is the less likely one.
    Unusual,
}
