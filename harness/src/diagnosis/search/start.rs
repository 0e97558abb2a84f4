//! Where a search begins: one head, compiled against the presented signature.

use std::collections::BTreeSet;
use std::rc::Rc;

use mock_oss::verify::Digest;

use super::allowance::{HIGHEST, HIGHEST_OF_FORM, MOST_WEIGHT, SEEN};
use super::lattice::Lattice;
use super::target::{OneStage, TwoStages};
use super::walk::Hit;
use crate::diagnosis::case::change::{Change, Note};
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::{Layout, PieceKey};
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::hypothesis::Ideas;
use crate::diagnosis::hypothesis::client::assembly::Variation;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::KeyVariant;
use crate::diagnosis::hypothesis::proposal::Proposal;

/// A head to begin at, with what it took to get there.
#[derive(Debug)]
pub(crate) struct Start<'a> {
    /// What the steps and the variations cost.
    pub(crate) cost: Cost,
    /// The head.
    pub(crate) case: Rc<Case<'a>>,
    /// What more changes may weigh.
    pub(crate) weight: usize,
    /// In which other ways the client puts its string together.
    variations: Vec<&'static Variation>,
    digest: Digest,
}

/// A start compiled with all proposals up to some cost.
#[derive(Debug)]
pub(crate) struct Built {
    /// The layout with room for all proposals.
    pub(crate) layout: Layout,
    /// The combinations.
    pub(crate) lattice: Lattice,
    /// What they are compared with.
    pub(crate) engine: Engine,
    ideas: Rc<Ideas>,
}

/// The hash of a scheme.
#[derive(Debug)]
pub(crate) enum Engine {
    /// The MAC of the varied stage.
    One(OneStage),
    /// The hash of the varied stage inside a second one.
    Two(TwoStages),
}

impl<'a> Start<'a> {
    /// A start of these many changes, whose signature stands for this MAC.
    pub(crate) fn new(cost: Cost, changes: usize, case: &Rc<Case<'a>>, digest: Digest) -> Self {
        Self {
            cost,
            digest,
            case: Rc::clone(case),
            weight: MOST_WEIGHT.saturating_sub(changes * SEEN),
            variations: Vec::new(),
        }
    }

    /// No combination costs more than this beside what it took to get here.
    pub(crate) fn reach(&self) -> Cost {
        if self.case.is_form() { HIGHEST_OF_FORM } else { HIGHEST }
    }

    /// The start of a head whose client puts its string together in one more way; `None` when that
    /// makes no difference.
    pub(crate) fn varied(&self, variation: &'static Variation) -> Option<Self> {
        let variations = [self.variations.as_slice(), &[variation]].concat();
        let start = Self {
            cost: self.cost + variation.cost,
            case: Rc::clone(&self.case),
            weight: self.weight.checked_sub(SEEN)?,
            variations,
            digest: self.digest.clone(),
        };
        let differs = || !start.layout(&[]).reads_as(&self.layout(&[]));
        (start.cost <= HIGHEST && !self.case.is_form() && differs()).then_some(start)
    }

    /// The same, where the variation is about another aspect than those of this start; each pair once.
    pub(crate) fn varied_beside(&self, variation: &'static Variation) -> Option<Self> {
        let goes = self.variations.iter().all(|known| known.about < variation.about);
        goes.then(|| self.varied(variation)).flatten()
    }

    /// Whether it is another head than the one that arrived, put together as documented.
    pub(crate) fn is_of_a_group(&self) -> bool {
        self.variations.is_empty() && !self.case.steps.is_empty()
    }

    /// The steps from the received head.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.case.steps
    }

    /// What the variations stand for.
    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        self.variations.iter().map(|variation| variation.note())
    }

    /// Compiles what the families say.
    pub(crate) fn build(&self, ideas: &Rc<Ideas>) -> Built {
        let layout = self.layout(&ideas.proposals);
        let digest = self.digest.clone();
        let respell = |key: &PieceKey, text: &[u8]| self.respelled(key, text);
        if !self.case.has_two_stages() {
            let target = OneStage { digest };
            let lattice = Lattice::build(&layout, (&ideas.proposals, ideas.seen), &respell, &[], &target);
            let engine = Engine::One(target);
            return Built::new(layout, lattice, engine, ideas);
        }
        let mut target = TwoStages::new(digest, &layout, &ideas.keys);
        let endings = ideas.proposals.iter();
        let endings: Vec<Option<usize>> = endings.map(|proposal| target.push_ending(&proposal.texts)).collect();
        let lattice = Lattice::build(&layout, (&ideas.proposals, ideas.seen), &respell, &endings, &target);
        let engine = Engine::Two(target);
        Built::new(layout, lattice, engine, ideas)
    }

    /// The pieces as the client puts them together, with room for all that is proposed.
    fn layout(&self, proposals: &[Proposal]) -> Layout {
        let mut layout = self.case.layout.clone();
        let known: BTreeSet<&PieceKey> = self.case.layout.pieces.iter().map(|piece| &piece.key).collect();
        let proposed = proposals.iter().flat_map(|proposal| &proposal.texts);
        let new: BTreeSet<&PieceKey> = proposed
            .map(|(key, _)| key)
            .filter(|key| !known.contains(key))
            .collect();
        for key in new {
            layout.make_room(key);
        }
        for variation in &self.variations {
            variation.reshape(&mut layout, &self.case);
        }
        layout
    }

    fn respelled(&self, key: &PieceKey, text: &[u8]) -> Vec<u8> {
        let mut text = text.to_vec();
        for variation in &self.variations {
            variation.respell(&self.case, key, &mut text);
        }
        text
    }
}

impl Built {
    fn new(layout: Layout, lattice: Lattice, engine: Engine, ideas: &Rc<Ideas>) -> Self {
        Self {
            layout,
            lattice,
            engine,
            ideas: Rc::clone(ideas),
        }
    }

    /// What it takes to hold it, beside what was proposed.
    pub(crate) fn size(&self) -> usize {
        let endings = match &self.engine {
            Engine::One(_) => 0,
            Engine::Two(target) => target.size(),
        };
        self.layout.size() + self.lattice.size() + endings
    }

    /// Whether there are combinations of this cost that are not in it.
    pub(crate) fn is_cut(&self, cost: Cost) -> bool {
        self.ideas.cut_from.is_some_and(|from| cost >= from)
    }

    /// All keys, the known one first.
    pub(crate) fn keys(&self) -> &[KeyVariant] {
        &self.ideas.keys
    }

    /// The changes that a hit stands for, in piece order: one list for each way to read it.
    pub(crate) fn readings(&self, hit: &Hit) -> Vec<Vec<Change>> {
        let mut readings: Vec<Vec<Change>> = vec![Vec::new()];
        for &(piece, number) in &hit.choices {
            let proposals = &self.lattice.pieces()[piece].others[number].proposals;
            readings = readings
                .iter()
                .flat_map(|reading| {
                    let changes = |&proposal: &usize| self.ideas.proposals[proposal].changes.as_slice();
                    let longer = move |proposal| [reading.as_slice(), changes(proposal)].concat();
                    proposals.iter().take(MOST_READINGS).map(longer)
                })
                .take(MOST_READINGS)
                .collect();
        }
        for reading in &mut readings {
            reading.extend_from_slice(&self.ideas.keys[hit.key].changes);
        }
        readings
    }

    /// The pieces of the signed string under a hit, where `start` is what was built.
    pub(crate) fn signed(&self, start: &Start<'_>, hit: &Hit) -> Layout {
        let mut texts: Texts = Vec::new();
        for &(piece, number) in &hit.choices {
            for &proposal in self.lattice.pieces()[piece].others[number].proposals.iter().take(1) {
                texts.extend_from_slice(&self.ideas.proposals[proposal].texts);
            }
        }
        for (key, text) in &mut texts {
            *text = text.as_deref().map(|text| start.respelled(key, text));
        }
        texts.extend_from_slice(&self.ideas.keys[hit.key].texts);
        let mut signed = self.layout.clone();
        signed.replace(&texts);
        signed
    }
}

/// Equal explanations beyond these are not told.
const MOST_READINGS: usize = 8;
