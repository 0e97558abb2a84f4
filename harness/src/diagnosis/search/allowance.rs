//! What a search may spend.

use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::KeyVariant;

/// No combination costs more.
pub(crate) const HIGHEST: Cost = 15;

/// No combination costs more where a form's policy is all that is signed: one text, and one key.
pub(crate) const HIGHEST_OF_FORM: Cost = 6;

/// No combination has more departures from the base texts.
pub(crate) const MOST_EDITS: usize = 3;

/// What a walk may still spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// What the departures to come cost together, exactly.
    pub(crate) cost: Cost,
    /// How many there may be.
    pub(crate) edits: usize,
}

impl Allowance {
    /// The allowance after a departure of this cost; `None` when it does not suffice.
    pub(crate) fn after(self, cost: Cost) -> Option<Self> {
        Some(Self {
            cost: self.cost.checked_sub(cost)?,
            edits: self.edits.checked_sub(1)?,
        })
    }

    /// What may be spent on changes beside a key; `None` when the key is out of reach.
    pub(crate) fn beside(key: &KeyVariant, cost: Cost, edits: usize) -> Option<Self> {
        Some(Self {
            cost: cost.checked_sub(key.cost)?,
            edits: edits.checked_sub(key.changes.len())?,
        })
    }
}
