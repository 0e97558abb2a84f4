//! Asking all families.

use super::cost::Cost;
use super::family::Family;
use super::key::{self, KeyVariant};
use super::proposal::{Proposal, Proposals};
use super::{client, form, request};
use crate::diagnosis::case::Case;

/// The families about heads, in the order in which they are told.
const OF_HEADS: &[Family] = &[
    request::removed::FAMILY,
    request::content_type::FAMILY,
    request::dates::FAMILY,
    request::verb::FAMILY,
    request::gateway::FAMILY,
    request::inserted::FAMILY,
    request::body::FAMILY,
    request::values::FAMILY,
    request::names::FAMILY,
    request::moved::FAMILY,
    request::path::FAMILY,
    request::query::FAMILY,
    request::host::FAMILY,
    request::listed::FAMILY,
    client::resource::FAMILY,
    client::parameters::FAMILY,
    client::lines::FAMILY,
    client::with_query::FAMILY,
];

/// The families about forms, whose signature covers nothing of the head.
const OF_FORMS: &[Family] = &[form::FAMILY];

/// All families that say something of such a request.
pub(crate) fn families(is_form: bool) -> &'static [Family] {
    if is_form { OF_FORMS } else { OF_HEADS }
}

/// What a head's families propose up to some cost, and the keys to try.
#[derive(Debug)]
pub(crate) struct Ideas {
    /// The proposals: first the causes that were seen, behind them any thing that is done to a text.
    pub(crate) proposals: Vec<Proposal>,
    /// How many of them were seen.
    pub(crate) seen: usize,
    /// From which cost on there would be more, had there been time and room.
    pub(crate) cut_from: Option<Cost>,
    /// The known one first.
    pub(crate) keys: Vec<KeyVariant>,
}

/// What the families whose cheapest proposal costs at most `ceiling` say of a head until it `is_late`,
/// and the keys.
pub(crate) fn ask(case: &Case<'_>, ceiling: Cost, is_late: &dyn Fn() -> bool, most: usize) -> Ideas {
    let mut proposals = Proposals::up_to(ceiling, is_late, most);
    for family in families(case.is_form()).iter().filter(|family| family.floor <= ceiling) {
        (family.propose)(case, &mut proposals);
    }
    let (proposals, seen, cut_from) = proposals.into_parts();
    Ideas {
        proposals,
        seen,
        cut_from,
        keys: key::variants(case, ceiling),
    }
}

impl Ideas {
    /// What it takes to hold the proposals.
    pub(crate) fn size(&self) -> usize {
        self.proposals.iter().map(Proposal::size).sum()
    }
}
