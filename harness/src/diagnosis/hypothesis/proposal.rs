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

impl Proposal {
    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let text = |(key, text): &(PieceKey, Option<Vec<u8>>)| {
            let name = match key {
                PieceKey::Header(name) => name.len(),
                PieceKey::Line(_) | PieceKey::End(_) | PieceKey::Address | PieceKey::Parameters => 0,
            };
            size_of::<(PieceKey, Option<Vec<u8>>)>() + name + text.as_ref().map_or(0, Vec::len)
        };
        let texts: usize = self.texts.iter().map(text).sum();
        size_of::<Self>() + texts + self.changes.iter().map(Change::size).sum::<usize>()
    }
}

/// Proposals up to a cost, while there are time and room.
pub(crate) struct Proposals<'c> {
    ceiling: Cost,
    is_late: &'c dyn Fn() -> bool,
    all: Vec<Proposal>,
    /// Those that are any thing that is done to a text, and not a cause that was seen.
    any: Vec<Proposal>,
    /// Bytes of texts of proposals that are many.
    bytes: usize,
    /// What all of them take.
    size: usize,
    /// What they may take.
    most: usize,
    /// What it took to make them, and those that were not kept.
    made: usize,
    /// The cost of the cheapest that was not taken for want of time or room.
    cut_from: Option<Cost>,
}

impl<'c> Proposals<'c> {
    /// An empty collection that keeps nothing above `ceiling`, nothing once `is_late`, and no more than
    /// `most` bytes.
    pub(crate) fn up_to(ceiling: Cost, is_late: &'c dyn Fn() -> bool, most: usize) -> Self {
        Self {
            ceiling,
            is_late,
            all: Vec::new(),
            any: Vec::new(),
            bytes: 0,
            size: 0,
            most,
            made: 0,
            cut_from: None,
        }
    }

    /// One for what is added here later, with this one's time and room.
    pub(crate) fn beside(&self, ceiling: Cost) -> Self {
        Self {
            ceiling,
            all: Vec::new(),
            any: Vec::new(),
            ..*self
        }
    }

    /// The highest cost that is kept.
    pub(crate) fn ceiling(&self) -> Cost {
        self.ceiling
    }

    /// Whether a proposal of this cost would be kept: ask before costly ones are made.
    pub(crate) fn takes(&mut self, cost: Cost) -> bool {
        if cost > self.ceiling {
            return false;
        }
        // Families propose pairs from here on: with the square of a head's parts.
        let is_full = self.size >= self.most || self.made >= MOST_MADE || (cost >= MANY && self.bytes >= MOST_BYTES);
        if self.cut_from.is_none_or(|from| cost < from) && (is_full || (self.is_late)()) {
            self.cut(cost);
        }
        self.cut_from.is_none_or(|from| cost < from)
    }

    /// Notes that one of this cost is left out for want of room.
    pub(crate) fn cut(&mut self, cost: Cost) {
        self.cut_from = Some(self.cut_from.map_or(cost, |from| from.min(cost)));
    }

    /// Notes that so many bytes were written to find out what to propose.
    pub(crate) fn note(&mut self, bytes: usize) {
        self.made = self.made.saturating_add(bytes);
    }

    /// Takes over what the others cost that were made [beside](Self::beside) these, and gives them.
    pub(crate) fn joined(&mut self, others: Self) -> Vec<Proposal> {
        self.made = others.made;
        self.cut_from = others.cut_from;
        others.all
    }

    /// Adds one that is any thing that is done to a text: at most two of them are combined.
    pub(crate) fn add_any(&mut self, proposal: impl Into<Option<Proposal>>) {
        let seen = std::mem::take(&mut self.all);
        self.add(proposal);
        let any = std::mem::replace(&mut self.all, seen);
        self.any.extend(any);
    }

    /// Adds a proposal; one that is not taken, or without a text, is dropped.
    pub(crate) fn add(&mut self, proposal: impl Into<Option<Proposal>>) {
        let Some(proposal) = proposal.into() else { return };
        if self.takes(proposal.cost) && !proposal.texts.is_empty() {
            if proposal.cost >= MANY {
                let texts = proposal.texts.iter().filter_map(|(_, text)| text.as_ref());
                self.bytes += texts.map(Vec::len).sum::<usize>();
            }
            let size = proposal.size();
            self.size += size;
            self.made += size;
            self.all.push(proposal);
        }
    }

    /// All of them, in the order added, those that are any thing last; how many the others are; and from which cost
    /// on there would be more.
    pub(crate) fn into_parts(mut self) -> (Vec<Proposal>, usize, Option<Cost>) {
        let seen = self.all.len();
        self.all.append(&mut self.any);
        (self.all, seen, self.cut_from)
    }
}

/// What may be written to make them: a hundred times what they are on a usual head, and on one of a megabyte
/// as many heads as a second is enough for.
const MOST_MADE: usize = 256 << 20;

/// Room for those that are many: some hundred thousand for usual heads, and for no head more memory than this.
const MOST_BYTES: usize = 16 << 20;
