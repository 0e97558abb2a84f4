//! What a search may spend.

use super::proposal::Cost;

/// No combination costs more.
pub(crate) const HIGHEST: Cost = 15;

/// No combination has more departures from the base texts.
pub(crate) const MOST_EDITS: usize = 3;

/// What a walk may still spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purse {
    /// What the departures to come cost together, exactly.
    pub(crate) cost: Cost,
    /// How many there may be.
    pub(crate) edits: usize,
}

impl Purse {
    /// The purse after a departure of this cost; `None` when it does not suffice.
    pub(crate) fn after(self, cost: Cost) -> Option<Self> {
        Some(Self {
            cost: self.cost.checked_sub(cost)?,
            edits: self.edits.checked_sub(1)?,
        })
    }
}
