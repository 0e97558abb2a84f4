//! Where a search begins: one head, compiled against the presented signature.

use mock_oss::verify::{Digest, Keyed, Running};

use super::lattice::{HIGHEST, Lattice, MOST_EDITS, Purse};
use super::proposal::{Change, Cost, Note, Proposal, Proposals};
use super::slot::{Layout, Slot, SlotKey};
use super::target::{OneStage, TwoStages};
use super::walk::Hit;
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::hypothesis::variations::Variation;
use crate::diagnosis::hypothesis::{FAMILIES, keys};
use crate::diagnosis::rebuild::Step;

/// A head to begin at, with what it took to get there.
#[derive(Debug)]
pub(crate) struct Base<'a> {
    /// What the steps cost.
    pub(crate) cost: Cost,
    /// The steps from the received head.
    pub(crate) steps: Vec<Step>,
    /// The head.
    pub(crate) case: Case<'a>,
    /// How far to search from here: the highest total cost, and how many more changes.
    pub(crate) reach: Purse,
    variation: Option<&'static Variation>,
    layout: Layout,
    digest: Digest,
}

/// Another key, or another scope to derive it for.
#[derive(Debug)]
pub(crate) struct KeyVariant {
    /// What it costs.
    pub(crate) cost: Cost,
    /// The keyed MAC.
    pub(crate) keyed: Keyed,
    /// Lines of the last stage that differ with it.
    pub(crate) texts: Texts,
    /// What it stands for.
    pub(crate) changes: Vec<Change>,
}

/// A base compiled with all proposals up to some cost.
#[derive(Debug)]
pub(crate) struct Built {
    /// The layout with room for all proposals.
    pub(crate) layout: Layout,
    /// The combinations.
    pub(crate) lattice: Lattice,
    /// What they are compared with.
    pub(crate) engine: Engine,
    proposals: Vec<Proposal>,
}

/// The hash of a scheme.
#[derive(Debug)]
pub(crate) enum Engine {
    /// The MAC of the varied stage; the states to start from, the known key's first.
    One(OneStage, Vec<Start>),
    /// The hash of the varied stage inside a second one; what its ends stand for.
    Two(TwoStages, Vec<Ending>),
}

/// A keyed MAC to start from.
#[derive(Debug)]
pub(crate) struct Start {
    /// What the key costs.
    pub(crate) cost: Cost,
    /// The MAC at its beginning.
    pub(crate) running: Running,
    /// What is different about the key; nothing for the known one.
    pub(crate) changes: Vec<Change>,
}

/// What the lines before the hash are, and what that stands for beside the choice that decides it.
#[derive(Debug)]
pub(crate) struct Ending {
    /// The lines.
    pub(crate) lines: Vec<Slot>,
    /// What is different about it; nothing for the computed one.
    pub(crate) changes: Vec<Change>,
}

impl<'a> Base<'a> {
    /// A base of these steps; `None` when the presented signature is no MAC.
    pub(crate) fn new(cost: Cost, steps: Vec<Step>, case: Case<'a>) -> Option<Self> {
        let digest = case.examination.presented.signature.digest.clone()?;
        Some(Self {
            cost,
            steps,
            reach: if cost == 0 { FROM_THE_HEAD } else { FROM_A_GROUP },
            layout: case.layout.clone(),
            case,
            variation: None,
            digest,
        })
    }

    /// The base of a head whose client puts its string together in another way; `None` when that
    /// makes no difference for this head.
    pub(crate) fn varied(case: Case<'a>, variation: &'static Variation) -> Option<Self> {
        let layout = variation.of(&case)?;
        Some(Self {
            layout,
            variation: Some(variation),
            reach: FROM_A_VARIATION,
            ..Self::new(variation.cost, Vec::new(), case)?
        })
    }

    /// What the variation stands for.
    pub(crate) fn note(&self) -> Option<Note> {
        self.variation.map(Variation::note)
    }

    /// Asks all families whose cheapest proposal costs at most `ceiling`, and compiles what they say.
    pub(crate) fn build(&self, ceiling: Cost) -> Built {
        let mut proposals = Proposals::up_to(ceiling);
        for family in FAMILIES.iter().filter(|family| family.floor <= ceiling) {
            (family.propose)(&self.case, &mut proposals);
        }
        let mut proposals = proposals.into_vec();
        if let Some(variation) = self.variation {
            respell(&mut proposals, variation);
        }
        let keys = keys::variants(&self.case, ceiling);
        let mut layout = self.layout.clone();
        if self.case.has_two_stages() {
            let (target, endings, decided) = self.two_stages(&proposals, keys);
            let lattice = Lattice::build(&mut layout, &proposals, &decided, &target);
            let engine = Engine::Two(target, endings);
            return Built {
                layout,
                lattice,
                engine,
                proposals,
            };
        }
        let target = OneStage {
            digest: self.digest.clone(),
        };
        let lattice = Lattice::build(&mut layout, &proposals, &[], &target);
        let engine = Engine::One(target, self.starts(keys));
        Built {
            layout,
            lattice,
            engine,
            proposals,
        }
    }

    fn starts(&self, keys: Vec<KeyVariant>) -> Vec<Start> {
        let known = Start {
            cost: 0,
            running: self.case.examination.keyed.start(),
            changes: Vec::new(),
        };
        let variants = keys.into_iter().map(|key| Start {
            cost: key.cost,
            running: key.keyed.start(),
            changes: key.changes,
        });
        [known].into_iter().chain(variants).collect()
    }

    fn two_stages(
        &self,
        proposals: &[Proposal],
        keys: Vec<KeyVariant>,
    ) -> (TwoStages, Vec<Ending>, Vec<Option<usize>>) {
        let keyed = &self.case.examination.keyed;
        let mut ends = Ends {
            base: self,
            states: Vec::new(),
            endings: Vec::new(),
        };
        ends.push(Some(0), keyed, &[], Vec::new());
        let mut decided = Vec::with_capacity(proposals.len());
        for proposal in proposals {
            let is_end = |(key, _): &(SlotKey, _)| matches!(key, SlotKey::End(_));
            let has_end = proposal.texts.iter().any(is_end);
            decided.push(has_end.then(|| ends.push(None, keyed, &proposal.texts, Vec::new())));
        }
        for key in keys {
            ends.push(Some(key.cost), &key.keyed, &key.texts, key.changes);
        }
        let target = TwoStages::new(self.digest.clone(), self.layout.tail, ends.states);
        (target, ends.endings, decided)
    }
}

fn respell(proposals: &mut [Proposal], variation: &Variation) {
    for (key, text) in proposals.iter_mut().flat_map(|proposal| &mut proposal.texts) {
        if let Some(text) = text {
            variation.apply(key, text);
        }
    }
}

/// The ends under construction.
struct Ends<'b, 'a> {
    base: &'b Base<'a>,
    states: Vec<(Option<Cost>, Running)>,
    endings: Vec<Ending>,
}

impl Ends<'_, '_> {
    fn push(
        &mut self,
        cost: Option<Cost>,
        keyed: &Keyed,
        texts: &[(SlotKey, Option<Vec<u8>>)],
        changes: Vec<Change>,
    ) -> usize {
        let mut lines = self.base.layout.clone();
        lines.replace(texts);
        let mut running = keyed.start();
        running.update(&lines.end_bytes());
        self.states.push((cost, running));
        self.endings.push(Ending {
            lines: lines.ends,
            changes,
        });
        self.states.len() - 1
    }
}

impl Built {
    /// The changes that a hit stands for, in slot order: one list for each way to read it.
    pub(crate) fn readings(&self, hit: &Hit, start: usize) -> Vec<Vec<Change>> {
        let key = match &self.engine {
            Engine::One(_, starts) => &starts[start].changes,
            Engine::Two(_, endings) => &endings[hit.end].changes,
        };
        let mut readings: Vec<Vec<Change>> = vec![Vec::new()];
        for &(slot, number) in &hit.choices {
            let proposals = &self.lattice.slots()[slot].others[number].proposals;
            readings = readings
                .iter()
                .flat_map(|reading| {
                    let longer = |&proposal: &usize| [reading.as_slice(), &self.proposals[proposal].changes].concat();
                    proposals.iter().take(MOST_READINGS).map(longer)
                })
                .take(MOST_READINGS)
                .collect();
        }
        for reading in &mut readings {
            reading.extend_from_slice(key);
        }
        readings
    }

    /// The pieces of the signed string under a hit.
    pub(crate) fn signed(&self, hit: &Hit) -> Layout {
        let mut texts: Texts = Vec::new();
        for &(slot, number) in &hit.choices {
            for &proposal in self.lattice.slots()[slot].others[number].proposals.iter().take(1) {
                texts.extend_from_slice(&self.proposals[proposal].texts);
            }
        }
        let mut signed = self.layout.clone();
        signed.replace(&texts);
        if let Engine::Two(_, endings) = &self.engine {
            signed.ends.clone_from(&endings[hit.end].lines);
        }
        signed
    }
}

impl Start {
    /// What may be spent on changes beside the key; `None` when the key is out of reach.
    ///
    /// A wrong key is as a rule the only thing that is wrong: with one, few changes are tried.
    pub(crate) fn purse(&self, cost: Cost, edits: usize) -> Option<Purse> {
        let left = cost.checked_sub(self.cost)?;
        let known = self.cost == 0;
        let allowed = if known { HIGHEST } else { BESIDE_A_KEY.cost };
        (left <= allowed).then_some(Purse {
            cost: left,
            edits: if known { edits } else { BESIDE_A_KEY.edits },
        })
    }
}

const FROM_THE_HEAD: Purse = Purse {
    cost: HIGHEST,
    edits: MOST_EDITS,
};
/// A group is one change, so that two more make three.
const FROM_A_GROUP: Purse = Purse {
    cost: HIGHEST,
    edits: 2,
};
const FROM_A_VARIATION: Purse = Purse { cost: 11, edits: 2 };
const BESIDE_A_KEY: Purse = Purse { cost: 7, edits: 2 };

/// Equal explanations beyond these are not told.
const MOST_READINGS: usize = 8;
