//! The query was changed on its way, and the client writes queries in its own way.
//!
//! There is no such family for paths: what a client signed as the resource is a whole text, and explains
//! the string whatever the path was.

use super::parameters as client_parameters;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::hypothesis::request::query;

pub(crate) const FAMILY: Family = Family {
    words: "both at once: another query, and a client that writes it in its own way",
    floor: FAR,
    propose,
};

/// Both stand on one line, so that two proposals would exclude each other.
fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    if !proposals.takes(FAR) {
        return;
    }
    for (steps, cost) in query::changes(case) {
        if !proposals.takes(FAR) {
            return;
        }
        beside(case, &steps, cost, proposals);
    }
}

/// What the client may have made of the query before some steps.
fn beside(case: &Case<'_>, steps: &[Step], cost: Cost, proposals: &mut Proposals<'_>) {
    proposals.note(case.received().head().len());
    let Some(changed) = case.after(steps) else { return };
    let texts = case.layout.differences(&changed.layout);
    let mut own = proposals.beside(SELDOM);
    (client_parameters::FAMILY.propose)(&changed, &mut own);
    for proposal in proposals.joined(own) {
        let decided = |key: &PieceKey| proposal.texts.iter().any(|(other, _)| other == key);
        let rest = texts.iter().filter(|(key, _)| !decided(key)).cloned();
        let steps = steps.iter().cloned().map(Change::Request);
        proposals.add(Proposal {
            cost: (cost + proposal.cost).max(FAR),
            texts: rest.chain(proposal.texts.iter().cloned()).collect(),
            changes: steps.chain(proposal.changes).collect(),
        });
    }
}
