//! What hypotheses propose: other texts for pieces of the canonical form, and what they stand for.

use super::slot::SlotKey;
use crate::diagnosis::rebuild::Step;
use crate::diagnosis::{Attribution, Code, Element, Op, Space};

/// How unlikely a change is: the sum over a combination's changes is its place in the search.
///
/// The scale follows how often a cause is reported: 2 for the everyday ones, 3 and 4 for known
/// ones, 5 and 6 for rare ones.
pub(crate) type Cost = u8;

/// One way in which the signed string may have differed from the computed one.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// The pieces it changes, each with its other text (`None`: the piece was not there). Never empty.
    pub(crate) texts: Vec<(SlotKey, Option<Vec<u8>>)>,
    /// What it stands for.
    pub(crate) changes: Vec<Change>,
}

/// What a proposal stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// The request was changed on its way; the step leads back.
    Request(Step),
    /// The client or the key differs.
    Other(Note),
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
    pub(crate) words: String,
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

/// Proposals up to a cost.
#[derive(Debug)]
pub(crate) struct Proposals {
    ceiling: Cost,
    all: Vec<Proposal>,
}

impl Proposals {
    /// An empty collection that keeps nothing above `ceiling`.
    pub(crate) fn up_to(ceiling: Cost) -> Self {
        Self {
            ceiling,
            all: Vec::new(),
        }
    }

    /// Whether a proposal of this cost would be kept: ask before costly ones are made.
    pub(crate) fn takes(&self, cost: Cost) -> bool {
        cost <= self.ceiling
    }

    /// Adds a proposal; one above the ceiling, or without a text, is dropped.
    pub(crate) fn add(&mut self, proposal: Proposal) {
        if self.takes(proposal.cost) && !proposal.texts.is_empty() {
            self.all.push(proposal);
        }
    }

    /// All of them, in the order added.
    pub(crate) fn into_vec(self) -> Vec<Proposal> {
        self.all
    }
}
