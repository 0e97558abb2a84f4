//! What hypotheses propose: other texts for pieces of the canonical form, and what they stand for.

use super::cost::{Cost, MANY};
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::layout::PieceKey;

/// One way in which the signed string may have differed from the computed one.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// The pieces it changes, each with its other text (`None`: the piece was not there). Never empty.
    pub(crate) texts: Vec<(PieceKey, Option<Vec<u8>>)>,
    /// What it stands for.
    pub(crate) changes: Vec<Change>,
}

/// Proposals up to a cost, while there are time and room.
pub(crate) struct Proposals<'c> {
    ceiling: Cost,
    is_late: &'c dyn Fn() -> bool,
    all: Vec<Proposal>,
    /// Bytes of texts of proposals that are many.
    bytes: usize,
    is_cut: bool,
}

impl<'c> Proposals<'c> {
    /// An empty collection that keeps nothing above `ceiling`, and nothing once `is_late`.
    pub(crate) fn up_to(ceiling: Cost, is_late: &'c dyn Fn() -> bool) -> Self {
        Self {
            ceiling,
            is_late,
            all: Vec::new(),
            bytes: 0,
            is_cut: false,
        }
    }

    /// One for what is added here later, with this one's time and room.
    pub(crate) fn beside(&self, ceiling: Cost) -> Self {
        Self {
            ceiling,
            all: Vec::new(),
            ..*self
        }
    }

    /// Whether a proposal of this cost would be kept: ask before costly ones are made.
    pub(crate) fn takes(&mut self, cost: Cost) -> bool {
        if cost > self.ceiling {
            return false;
        }
        // Families propose pairs from here on: with the square of a head's parts.
        self.is_cut |= (cost >= MANY && self.bytes >= MOST_BYTES) || (self.is_late)();
        !self.is_cut
    }

    /// Adds a proposal; one that is not taken, or without a text, is dropped.
    pub(crate) fn add(&mut self, proposal: Proposal) {
        if self.takes(proposal.cost) && !proposal.texts.is_empty() {
            if proposal.cost >= MANY {
                let texts = proposal.texts.iter().filter_map(|(_, text)| text.as_ref());
                self.bytes += texts.map(Vec::len).sum::<usize>();
            }
            self.all.push(proposal);
        }
    }

    /// All of them, in the order added, and whether there would be more.
    pub(crate) fn into_parts(self) -> (Vec<Proposal>, bool) {
        (self.all, self.is_cut)
    }
}

/// Room for those: some hundred thousand for usual heads, and for no head more memory than this.
const MOST_BYTES: usize = 16 << 20;
