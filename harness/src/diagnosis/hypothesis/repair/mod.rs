//! Heads that the service could read, made from one that it cannot.
//!
//! Where a claim is unreadable or contradicts itself, the search has no canonical form to vary. Each
//! repair is a set of steps to a head that has one, and becomes a start of the search.

mod dates;
mod kinds;
mod listed;
mod signature;

use super::cost::Cost;
use crate::diagnosis::case::edit::Step;

pub(crate) use kinds::for_refusal;
pub(crate) use signature::{other_macs, repairs as for_signature};

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
