//! What a search may spend.

use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::{KeyVariant, Likeness};
use crate::diagnosis::hypothesis::proposal::Proposal;

/// No combination costs more.
pub(crate) const HIGHEST: Cost = 15;

/// No combination costs more where a form's policy is all that is signed: one text, and one key.
pub(crate) const HIGHEST_OF_FORM: Cost = 6;

/// No combination has departures of more weight from the base texts: three of those that the field was seen to make
/// together, or two of which one or both are any thing that software does to text anywhere. There are thousands of
/// these: three at once are billions, of which none is likely.
pub(crate) const MOST_WEIGHT: usize = 6;

/// The weight of a change of a kind that was seen.
pub(crate) const SEEN: usize = 2;

/// The weight of any thing that is done to a text.
const ANY: usize = 3;

/// The weight of what is one of thousands: a second of a quarter of an hour.
const ONE_OF_MANY: usize = 4;

/// From this cost on proposals are one of thousands.
const MANY: Cost = 10;

/// What a proposal weighs.
pub(crate) fn weight(proposal: &Proposal, is_seen: bool) -> usize {
    match (is_seen, proposal.cost) {
        (_, MANY..) => ONE_OF_MANY,
        (true, _) => SEEN,
        (false, _) => ANY,
    }
}

/// What a key weighs.
pub(crate) fn weight_of(key: &KeyVariant) -> usize {
    match key.likeness {
        Likeness::Seen => key.changes.len() * SEEN,
        Likeness::Any => key.changes.len() * ANY,
    }
}

/// What a walk may still spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// What the departures to come cost together, exactly.
    pub(crate) cost: Cost,
    /// What they may weigh together.
    pub(crate) weight: usize,
}

impl Allowance {
    /// What departures that cost so much may weigh at most.
    #[cfg(test)]
    pub(crate) fn whole(cost: Cost) -> Self {
        let weight = MOST_WEIGHT;
        Self { cost, weight }
    }

    /// The allowance after a departure of this cost; `None` when it does not suffice.
    pub(crate) fn after(self, cost: Cost, weight: usize) -> Option<Self> {
        Some(Self {
            cost: self.cost.checked_sub(cost)?,
            weight: self.weight.checked_sub(weight)?,
        })
    }

    /// What may be spent on changes beside a key; `None` when the key is out of reach.
    pub(crate) fn beside(key: &KeyVariant, cost: Cost, weight: usize) -> Option<Self> {
        Some(Self {
            cost: cost.checked_sub(key.cost)?,
            weight: weight.checked_sub(weight_of(key))?,
        })
    }
}
