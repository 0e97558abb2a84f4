//! Visiting every combination of an exact cost, depth first.

use super::allowance::Allowance;
use super::lattice::{Lattice, Other, Text};
use super::target::{Progress, Target};

/// A combination under which the presented signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which other text stands in which piece, both by number.
    pub(crate) choices: Vec<(usize, usize)>,
    /// Which key, by number.
    pub(crate) key: usize,
}

/// A part of the combinations of one cost: those whose first departure from the base texts is
/// `other` in `piece`, or, with none, those that keep all base texts and vary only the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch {
    /// The first departure.
    pub(crate) first: Option<(usize, usize)>,
    /// What all departures spend together.
    pub(crate) allowance: Allowance,
    /// Upper bound of the combinations.
    pub(crate) ways: u64,
}

/// All branches that spend an allowance, in piece order.
pub(crate) fn branches(lattice: &Lattice, target: &impl Target, allowance: Allowance) -> Vec<Branch> {
    let mut all = Vec::new();
    for (piece, options) in lattice.pieces().iter().enumerate() {
        for (number, other) in options.others.iter().enumerate() {
            let Some(left) = allowance.after(other.cost) else { break };
            let ways = lattice.ways(piece + 1, left);
            if ways > 0 {
                let first = Some((piece, number));
                all.push(Branch { first, allowance, ways });
            }
        }
    }
    let ways = target.keys_costing(allowance.cost);
    if ways > 0 {
        all.push(Branch {
            first: None,
            allowance,
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

/// How far the varied stage was taken: pieces before `piece` are settled; of their texts, the base
/// text from `from` on is not taken yet.
#[derive(Clone, Copy)]
struct Place {
    piece: usize,
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
        let Some((piece, number)) = branch.first else {
            let last = self.lattice.pieces().len();
            state.take(self.lattice.base_between(0, last));
            self.check(state, branch.allowance);
            return;
        };
        state.take(self.lattice.base_between(0, piece));
        let other = &self.lattice.pieces()[piece].others[number];
        if let Some(left) = branch.allowance.after(other.cost) {
            self.depart(&state, piece, number, other, left);
        }
    }

    /// Takes one other text and goes on behind it.
    fn depart(&mut self, state: &T::State, piece: usize, number: usize, other: &Other, left: Allowance) {
        if !other.rest.is_empty() && other.rest.iter().any(|(piece, _)| self.is_decided(*piece)) {
            return;
        }
        let excluded = |ending| self.endings.iter().any(|&known| self.target.excludes(known, ending));
        if other.ending.is_some_and(excluded) {
            return;
        }
        let (decided, endings) = (self.decided.len(), self.endings.len());
        self.decided.extend_from_slice(&other.rest);
        self.endings.extend(other.ending);
        self.trail.push((piece, number));
        let mut next = state.clone();
        next.take(self.lattice.bytes(other.text));
        let from = self.lattice.base_start(piece + 1);
        if self.go_on(&mut next, Place { piece: piece + 1, from }, left) {
            self.check(next, left);
        }
        self.trail.pop();
        self.endings.truncate(endings);
        self.decided.truncate(decided);
    }

    /// All ways from a place that spend `left` and depart again. True when the way with no more
    /// departures is still to check; `state` has then taken it.
    fn go_on(&mut self, state: &mut T::State, mut place: Place, left: Allowance) -> bool {
        let lattice = self.lattice;
        let last = lattice.pieces().len();
        while place.piece < last && (left.cost > 0 || !self.decided.is_empty()) {
            if lattice.ways(place.piece, left) == 0 {
                return false;
            }
            match self.decision(place.piece) {
                Some(text) => {
                    state.take(lattice.base_between(place.from, place.piece));
                    state.take(lattice.bytes(text));
                    place.from = lattice.base_start(place.piece + 1);
                }
                None if left.cost > 0 => self.branch_off(state, &mut place, left),
                None => {}
            }
            place.piece += 1;
        }
        state.take(lattice.base_between(place.from, last));
        true
    }

    /// Takes each affordable other text of the piece at `place` in turn.
    fn branch_off(&mut self, state: &mut T::State, place: &mut Place, left: Allowance) {
        let lattice = self.lattice;
        let piece = place.piece;
        for (number, other) in lattice.pieces()[piece].others.iter().enumerate() {
            let Some(rest) = left.after(other.cost) else {
                return;
            };
            if lattice.ways(piece + 1, rest) == 0 {
                continue;
            }
            let pending = lattice.base_between(place.from, piece);
            if !pending.is_empty() {
                state.take(pending);
                place.from = lattice.base_start(piece);
            }
            self.depart(state, piece, number, other, rest);
        }
    }

    fn check(&mut self, state: T::State, left: Allowance) {
        let (trail, hits) = (&self.trail, &mut self.hits);
        self.tried += self.target.check(state, &self.endings, left, &mut |key| {
            let choices = trail.clone();
            hits.push(Hit { choices, key });
        });
    }

    fn decision(&self, piece: usize) -> Option<Text> {
        let mut all = self.decided.iter();
        all.find(|(decided, _)| *decided == piece).map(|(_, text)| *text)
    }

    fn is_decided(&self, piece: usize) -> bool {
        self.decision(piece).is_some()
    }
}
