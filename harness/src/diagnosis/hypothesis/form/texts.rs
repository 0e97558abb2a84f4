//! The texts that are tried in the place of a policy.

use std::collections::BTreeSet;

use mock_oss::verify::Rule;
use mock_oss::verify::names::Part;
use sha2::{Digest as _, Sha256};

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::{Code, Element};
use crate::words::Words;

/// How a signed text and the one that arrived came to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The signed text is a policy to send, and another one arrived.
    Sent,
    /// The client sent a policy and signed something else.
    Signed,
}

/// Proposals of other texts than the policy that arrived, each text once.
pub(super) struct Texts<'t, 'c> {
    arrived: &'t [u8],
    /// The name of the field that it stands in.
    name: &'static str,
    proposals: &'t mut Proposals<'c>,
    seen: BTreeSet<[u8; 32]>,
    /// How many more bytes there may be: long policies are not rewritten in every way.
    room: usize,
}

impl<'t, 'c> Texts<'t, 'c> {
    /// None yet.
    pub(super) fn new(case: &'t Case<'_>, proposals: &'t mut Proposals<'c>) -> Self {
        let arrived = case.examination.presented.policy.as_deref().unwrap_or_default();
        Self {
            arrived,
            name: case.scheme().claim_parameter(Part::Policy).unwrap_or_default(),
            proposals,
            seen: BTreeSet::from([Sha256::digest(arrived).into()]),
            room: MOST_BYTES,
        }
    }

    /// Whether a text of this cost would be taken: ask before many are made.
    pub(super) fn takes(&mut self, cost: Cost) -> bool {
        self.proposals.takes(cost)
    }

    /// Proposes a text, unless it was proposed before.
    pub(super) fn add(&mut self, cost: Cost, words: impl Into<Words>, way: Way, bytes: Vec<u8>) {
        if !self.seen.insert(Sha256::digest(&bytes).into()) || !self.takes(cost) {
            return;
        }
        let Some(room) = self.room.checked_sub(bytes.len()) else {
            self.proposals.cut(cost);
            return;
        };
        self.room = room;
        let change = self.change(words.into(), way, &bytes);
        self.proposals.add(Proposal {
            cost,
            texts: vec![(PieceKey::Line(Rule::Policy), Some(bytes))],
            changes: vec![change],
        });
    }

    fn change(&self, words: Words, way: Way, bytes: &[u8]) -> Change {
        match way {
            Way::Sent => Change::Request(Step::FormSet {
                name: self.name,
                value: bytes.to_vec(),
                words: Some(words),
            }),
            Way::Signed => {
                let element = Element::Form(self.name.into());
                let note = client(Code::PolicyDiffers, element, words, Some(self.arrived), Some(bytes));
                Change::Other(note)
            }
        }
    }
}

/// All texts of one asking together; a policy of usual length has some hundred texts of some hundred bytes.
const MOST_BYTES: usize = 1 << 20;
