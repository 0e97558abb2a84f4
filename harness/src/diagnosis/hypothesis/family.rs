//! What a family of hypotheses is.

use super::cost::Cost;
use super::proposal::Proposals;
use crate::diagnosis::case::Case;

/// One family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Family {
    /// What it tries, in words.
    pub(crate) words: &'static str,
    /// The cost of its cheapest proposal.
    pub(crate) floor: Cost,
    /// Proposes.
    pub(crate) propose: fn(&Case<'_>, &mut Proposals<'_>),
}
