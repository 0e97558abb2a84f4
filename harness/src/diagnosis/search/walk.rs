//! Visiting every combination of an exact cost, depth first.

use super::allowance::Allowance;
use super::lattice::{Lattice, Other, Text};
use super::target::{Progress, Target};
use crate::diagnosis::Stopwatch;

// A worked example, on the lattice of `lattice.rs` with 2 to spend. Branches: `x` in A, with 1 left; `z` in B, with
// nothing left; `y` in B has 1 left and nothing behind it that costs 1, so that it is no branch. The walk of the
// first branch hashes `x`, departs at B with `y`, takes `c` and compares; that of the second hashes `a z c`. The hash
// of what stands before a departure is cloned and never made anew, and base texts that are taken together are one
// slice of the arena: a candidate costs little more than the hash of what is behind its last departure.
//
// Branches are the unit of sharing among threads, and their upper bounds are subtracted from the budget in order
// before any is visited. That is why the same ones are visited by one thread and by eight.

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
        for (number, _, left) in options.affordable(allowance) {
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
    time: Option<Stopwatch<'a>>,
    /// How much was hashed since the clock was looked at.
    hashed: usize,
    /// Whether the time was over inside a branch.
    pub(crate) stopped: bool,
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
    pub(crate) fn new(lattice: &'a Lattice, target: &'a T, start: T::State, time: Option<Stopwatch<'a>>) -> Self {
        Self {
            lattice,
            target,
            start,
            time,
            hashed: 0,
            stopped: false,
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
            self.take(&mut state, self.lattice.base_between(0, last));
            self.check(state, branch.allowance);
            return;
        };
        self.take(&mut state, self.lattice.base_between(0, piece));
        let other = &self.lattice.pieces()[piece].others[number];
        if let Some(left) = branch.allowance.after(other.cost, other.weight) {
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
        self.take(&mut next, self.lattice.bytes(other.text));
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
                    self.take(state, lattice.base_between(place.from, place.piece));
                    self.take(state, lattice.bytes(text));
                    place.from = lattice.base_start(place.piece + 1);
                }
                None if left.cost > 0 => self.branch_off(state, &mut place, left),
                None => {}
            }
            place.piece += 1;
        }
        self.take(state, lattice.base_between(place.from, last));
        true
    }

    /// Hashes a text, and looks at the clock each time that much was hashed: behind one departure there may be
    /// minutes of work.
    fn take(&mut self, state: &mut T::State, text: &[u8]) {
        state.take(text);
        self.hashed += text.len() + LEAST;
        if self.hashed > MUCH {
            self.hashed = 0;
            self.stopped |= self.time.is_some_and(Stopwatch::is_over);
        }
    }

    /// Takes each affordable other text of the piece at `place` in turn.
    fn branch_off(&mut self, state: &mut T::State, place: &mut Place, left: Allowance) {
        let lattice = self.lattice;
        let piece = place.piece;
        for (number, other, rest) in lattice.pieces()[piece].affordable(left) {
            if self.stopped {
                return;
            }
            if lattice.ways(piece + 1, rest) == 0 {
                continue;
            }
            let pending = lattice.base_between(place.from, piece);
            if !pending.is_empty() {
                self.take(state, pending);
                place.from = lattice.base_start(piece);
            }
            self.depart(state, piece, number, other, rest);
        }
    }

    fn check(&mut self, state: T::State, left: Allowance) {
        if self.stopped {
            return;
        }
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

/// Some milliseconds of hashing, in bytes.
const MUCH: usize = 4 << 20;

/// What a candidate takes at least, as bytes of hashing.
const LEAST: usize = 64;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::num::NonZeroUsize;
    use std::time::Duration;

    use mock_oss::verify::Keyed;

    use super::super::allowance::{Allowance, HIGHEST, MOST_WEIGHT, SEEN};
    use super::super::lattice::Lattice;
    use super::super::spending::Spending;
    use super::super::target::OneStage;
    use super::{Hit, Walker, branches};
    use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};
    use crate::diagnosis::hypothesis::cost::Cost;
    use crate::diagnosis::hypothesis::proposal::Proposal;
    use crate::diagnosis::{Budget, Stopwatch};

    /// Pieces named by one letter, with that letter for a text.
    fn layout(names: &[u8]) -> Layout {
        let piece = |&name: &u8| Piece {
            key: PieceKey::Header(vec![name]),
            text: Some(vec![name]),
            end: b"\n",
        };
        Layout {
            pieces: names.iter().map(piece).collect(),
            ends: Vec::new(),
            tail: b"",
        }
    }

    fn proposal(cost: Cost, texts: &[(u8, Option<&str>)]) -> Proposal {
        let text = |&(name, text): &(u8, Option<&str>)| {
            let text = text.map(|text| text.as_bytes().to_vec());
            (PieceKey::Header(vec![name]), text)
        };
        Proposal {
            cost,
            texts: texts.iter().map(text).collect(),
            changes: Vec::new(),
        }
    }

    /// Texts of all kinds: other, absent, for two pieces at once, twice for one piece.
    fn few() -> Vec<Proposal> {
        vec![
            proposal(1, &[(b'a', Some("x"))]),
            proposal(2, &[(b'a', None)]),
            proposal(1, &[(b'b', Some("y"))]),
            proposal(3, &[(b'b', Some("w")), (b'd', Some("v"))]),
            proposal(2, &[(b'c', Some("long text"))]),
            proposal(1, &[(b'd', Some(""))]),
            proposal(2, &[(b'a', Some("u")), (b'c', None)]),
        ]
    }

    /// All texts of exactly this cost, by trying every set of at most three proposals.
    fn by_force(layout: &Layout, proposals: &[Proposal], cost: Cost) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for set in 0_u32..1 << proposals.len() {
            let chosen: Vec<&Proposal> = (0..proposals.len())
                .filter(|at| set >> at & 1 == 1)
                .map(|at| &proposals[at])
                .collect();
            let keys: Vec<&PieceKey> = chosen.iter().flat_map(|one| &one.texts).map(|(key, _)| key).collect();
            let apart = keys.iter().collect::<BTreeSet<_>>().len() == keys.len();
            let sum: Cost = chosen.iter().map(|one| one.cost).sum();
            if apart && sum == cost && chosen.len() <= MOST_WEIGHT / SEEN {
                let mut signed = layout.clone();
                for one in chosen {
                    signed.replace(&one.texts);
                }
                all.push(signed.bytes());
            }
        }
        all
    }

    /// What a search for a text finds at this cost, and how many candidates it tried.
    fn walked(layout: &Layout, proposals: &[Proposal], wanted: &[u8], cost: Cost, workers: usize) -> (Vec<Hit>, u64) {
        let keyed = Keyed::sha1(b"secret");
        let digest = keyed.digest(wanted);
        let target = OneStage { digest };
        let all = (proposals, proposals.len());
        let lattice = Lattice::build(layout, all, &|_, text| text.to_vec(), &[], &target);
        let budget = Budget {
            workers: NonZeroUsize::new(workers).unwrap(),
            ..Budget::default()
        };
        let mut spending = Spending::new(&budget);
        let hits = spending.walk(&lattice, &target, &keyed.start(), Allowance::whole(cost));
        assert_eq!(spending.spent, None, "the whole universe is within the budget");
        (hits, spending.tried)
    }

    #[test]
    fn a_walk_tries_what_every_set_of_proposals_of_its_cost_comes_to() {
        let layout = layout(b"abcd");
        for cost in 0..=HIGHEST {
            let all = by_force(&layout, &few(), cost);
            let (hits, tried) = walked(&layout, &few(), b"no such text", cost, 1);
            assert_eq!((tried, hits.len()), (all.len() as u64, 0), "cost {cost}");
        }
    }

    #[test]
    fn whatever_a_set_of_proposals_comes_to_is_found_at_its_cost_and_as_often() {
        let layout = layout(b"abcd");
        for cost in 0..=HIGHEST {
            let all = by_force(&layout, &few(), cost);
            for wanted in &all {
                let same = all.iter().filter(|text| *text == wanted).count();
                let (hits, _) = walked(&layout, &few(), wanted, cost, 1);
                assert_eq!(hits.len(), same, "cost {cost}: {}", String::from_utf8_lossy(wanted));
            }
        }
    }

    /// Behind the first departure there are 18 * 17 / 2 ways, each with a megabyte to hash.
    #[test]
    fn a_walk_whose_time_is_over_ends_inside_a_branch() {
        let names: Vec<u8> = (b'a'..=b't').collect();
        let each: Vec<Proposal> = names.iter().map(|&name| proposal(1, &[(name, Some("1"))])).collect();
        let mut layout = layout(&names);
        layout.replace(&[(PieceKey::Header(vec![b't']), Some(vec![b't'; 1 << 20]))]);
        let keyed = Keyed::sha1(b"secret");
        let target = OneStage {
            digest: keyed.digest(b"no such text"),
        };
        let lattice = Lattice::build(&layout, (&each, each.len()), &|_, text| text.to_vec(), &[], &target);
        let over = || Duration::from_secs(2);
        let time = Stopwatch {
            elapsed: &over,
            limit: Some(Duration::from_secs(1)),
        };
        let all = branches(&lattice, &target, Allowance::whole(3));
        let mut walker = Walker::new(&lattice, &target, keyed.start(), Some(time));
        walker.walk(&all[0]);
        assert!(walker.stopped);
        assert!(
            walker.tried < 10 && all[0].ways > 100,
            "{} of {}",
            walker.tried,
            all[0].ways
        );
    }

    #[test]
    fn more_workers_find_the_same_with_the_same_candidates() {
        let names: Vec<u8> = (b'a'..=b't').collect();
        let others = ["1", "2", "3", "4", "5", "6"];
        let each = names
            .iter()
            .flat_map(|&name| others.map(|text| proposal(1, &[(name, Some(text))])));
        let each: Vec<Proposal> = each.collect();
        let layout = layout(&names);
        let mut signed = layout.clone();
        for at in [8, 40, 119] {
            signed.replace(&each[at].texts);
        }
        let alone = walked(&layout, &each, &signed.bytes(), 3, 1);
        // Of 20 pieces any three, each with six other texts: 1140 * 216.
        assert_eq!((alone.0.len(), alone.1), (1, 246_240));
        assert_eq!(walked(&layout, &each, &signed.bytes(), 3, 4), alone);
    }
}
