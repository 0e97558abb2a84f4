//! Heads that the service could read, made from one that it cannot.
//!
//! Where a claim is unreadable or contradicts itself, the search has no canonical form to vary. Each
//! repair is a set of steps to a head that has one, and becomes a base of the search.

mod dates;
mod kinds;
mod listed;
mod signature;

use super::rebuild::Step;
use super::search::proposal::Cost;

pub(super) use kinds::of_refusal;
pub(super) use signature::repairs as of_signature;
pub(super) use signature::spellings as signature_spellings;

/// Steps to a head that can be read, and how unlikely they are.
#[derive(Debug, Clone)]
pub(crate) struct Repair {
    /// The steps.
    pub(crate) steps: Vec<Step>,
    /// Their cost.
    pub(crate) cost: Cost,
}

/// One change of one place is all it takes.
const COST: Cost = 2;
