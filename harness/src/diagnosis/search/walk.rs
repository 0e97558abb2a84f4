//! Visiting every combination of an exact cost, depth first.

use super::lattice::{Lattice, Other, Text};
use super::purse::Purse;
use super::target::{Progress, Target};

/// A combination under which the presented signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which other text stands in which slot, both by number.
    pub(crate) choices: Vec<(usize, usize)>,
    /// Which key, by number.
    pub(crate) key: usize,
}

/// A part of the combinations of one cost: those whose first departure from the base texts is
/// `other` in `slot`, or, with none, those that keep all base texts and vary only the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch {
    /// The first departure.
    pub(crate) first: Option<(usize, usize)>,
    /// What all departures spend together.
    pub(crate) purse: Purse,
    /// Upper bound of the combinations.
    pub(crate) ways: u64,
}

/// All branches that spend a purse, in slot order.
pub(crate) fn branches(lattice: &Lattice, target: &impl Target, purse: Purse) -> Vec<Branch> {
    let mut all = Vec::new();
    for (slot, options) in lattice.slots().iter().enumerate() {
        for (number, other) in options.others.iter().enumerate() {
            let Some(left) = purse.after(other.cost) else { break };
            let ways = lattice.ways(slot + 1, left);
            if ways > 0 {
                let first = Some((slot, number));
                all.push(Branch { first, purse, ways });
            }
        }
    }
    let ways = target.keys_costing(purse.cost);
    if ways > 0 {
        all.push(Branch {
            first: None,
            purse,
            ways,
        });
    }
    all
}

/// One walker: its counters and its hits.
#[derive(Debug)]
pub(crate) struct Walker<'a, T: Target> {
    lattice: &'a Lattice,
    target: &'a T,
    start: T::State,
    trail: Vec<(usize, usize)>,
    /// Slots that an earlier choice decides, and the endings.
    decided: Vec<(usize, Text)>,
    endings: Vec<usize>,
    /// How many combinations were tried.
    pub(crate) tried: u64,
    /// Those under which the signature holds.
    pub(crate) hits: Vec<Hit>,
}

/// How far the varied stage was taken: slots before `slot` are settled; of their texts, the base
/// text from `from` on is not taken yet.
#[derive(Clone, Copy)]
struct Place {
    slot: usize,
    from: u32,
}

impl<'a, T: Target> Walker<'a, T> {
    /// A walker that begins at the state `start`.
    pub(crate) fn new(lattice: &'a Lattice, target: &'a T, start: T::State) -> Self {
        Self {
            lattice,
            target,
            start,
            trail: Vec::new(),
            decided: Vec::new(),
            endings: Vec::new(),
            tried: 0,
            hits: Vec::new(),
        }
    }

    /// Visits all combinations of a branch.
    pub(crate) fn walk(&mut self, branch: &Branch) {
        let mut state = self.start.clone();
        let Some((slot, number)) = branch.first else {
            let last = self.lattice.slots().len();
            state.take(self.lattice.base_between(0, last));
            self.check(state, branch.purse);
            return;
        };
        state.take(self.lattice.base_between(0, slot));
        let other = &self.lattice.slots()[slot].others[number];
        if let Some(left) = branch.purse.after(other.cost) {
            self.depart(&state, slot, number, other, left);
        }
    }

    /// Takes one other text and goes on behind it.
    fn depart(&mut self, state: &T::State, slot: usize, number: usize, other: &Other, left: Purse) {
        if !other.rest.is_empty() && other.rest.iter().any(|(slot, _)| self.is_decided(*slot)) {
            return;
        }
        let excluded = |ending| self.endings.iter().any(|&known| self.target.excludes(known, ending));
        if other.ending.is_some_and(excluded) {
            return;
        }
        let (decided, endings) = (self.decided.len(), self.endings.len());
        self.decided.extend_from_slice(&other.rest);
        self.endings.extend(other.ending);
        self.trail.push((slot, number));
        let mut next = state.clone();
        next.take(self.lattice.bytes(other.text));
        let from = self.lattice.base_start(slot + 1);
        if self.go_on(&mut next, Place { slot: slot + 1, from }, left) {
            self.check(next, left);
        }
        self.trail.pop();
        self.endings.truncate(endings);
        self.decided.truncate(decided);
    }

    /// All ways from a place that spend `left` and depart again. True when the way with no more
    /// departures is still to check; `state` has then taken it.
    fn go_on(&mut self, state: &mut T::State, mut place: Place, left: Purse) -> bool {
        let lattice = self.lattice;
        let last = lattice.slots().len();
        while place.slot < last && (left.cost > 0 || !self.decided.is_empty()) {
            if lattice.ways(place.slot, left) == 0 {
                return false;
            }
            match self.decision(place.slot) {
                Some(text) => {
                    state.take(lattice.base_between(place.from, place.slot));
                    state.take(lattice.bytes(text));
                    place.from = lattice.base_start(place.slot + 1);
                }
                None if left.cost > 0 => self.branch_off(state, &mut place, left),
                None => {}
            }
            place.slot += 1;
        }
        state.take(lattice.base_between(place.from, last));
        true
    }

    /// Takes each affordable other text of the slot at `place` in turn.
    fn branch_off(&mut self, state: &mut T::State, place: &mut Place, left: Purse) {
        let lattice = self.lattice;
        let slot = place.slot;
        for (number, other) in lattice.slots()[slot].others.iter().enumerate() {
            let Some(rest) = left.after(other.cost) else {
                return;
            };
            if lattice.ways(slot + 1, rest) == 0 {
                continue;
            }
            let pending = lattice.base_between(place.from, slot);
            if !pending.is_empty() {
                state.take(pending);
                place.from = lattice.base_start(slot);
            }
            self.depart(state, slot, number, other, rest);
        }
    }

    fn check(&mut self, state: T::State, left: Purse) {
        let (trail, hits) = (&self.trail, &mut self.hits);
        self.tried += self.target.check(state, &self.endings, left, &mut |key| {
            let choices = trail.clone();
            hits.push(Hit { choices, key });
        });
    }

    fn decision(&self, slot: usize) -> Option<Text> {
        let mut all = self.decided.iter();
        all.find(|(decided, _)| *decided == slot).map(|(_, text)| *text)
    }

    fn is_decided(&self, slot: usize) -> bool {
        self.decision(slot).is_some()
    }
}
