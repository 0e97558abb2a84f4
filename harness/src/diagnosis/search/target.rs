//! What a search compares with: the presented signature, through one stage or two.

use data_encoding::HEXLOWER;
use mock_oss::verify::{Digest, Keyed, Running};
use sha2::Sha256;
use sha2::digest::Digest as _;

use super::allowance::{Allowance, weight_of};
use crate::diagnosis::case::Texts;
use crate::diagnosis::case::layout::{Layout, Piece};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::key::KeyVariant;

// A worked example for two stages: a V4 request with the proposals "another path" (in the canonical request) and
// "another date" (a line of the string to sign, and `x-oss-date` in the canonical request), and keys K0 (cost 0) and
// K1 (another region, cost 2, with a scope line of its own). The walk hashes the canonical request; `check` puts the
// hash behind lines that were hashed beforehand: those of K0, those of K0 with the other date (the ending), those
// of K1. So a candidate costs one SHA-256 and the end of one HMAC. Only K1 together with the other date has lines
// that were not hashed before, and these are put together then: they are rare, since both must be paid for.

/// A hash on its way through the varied stage. Cloning shares the work of a common prefix.
pub(crate) trait Progress: Clone + Send + Sync {
    /// Takes the next bytes.
    fn take(&mut self, bytes: &[u8]);
}

/// The decision over a finished stage.
pub(crate) trait Target: Sync {
    /// The state of the varied stage.
    type State: Progress;

    /// How many keys cost exactly `cost`.
    fn keys_costing(&self, cost: Cost) -> u64;

    /// Whether two endings decide the same line.
    fn excludes(&self, one: usize, other: usize) -> bool;

    /// Tries a finished stage with the chosen endings and every key that costs what is left, reports
    /// the keys under which the presented signature holds, and tells how many were tried.
    fn check(&self, state: Self::State, endings: &[usize], left: Allowance, found: &mut dyn FnMut(usize)) -> u64;
}

/// One stage: the MAC of the varied stage is the signature (V1, V2, forms). The walk starts at a
/// key's MAC, so that there is none to choose in the end.
#[derive(Debug)]
pub(crate) struct OneStage {
    /// The presented signature.
    pub(crate) digest: Digest,
}

/// Two stages: the SHA-256 of the varied stage is the last line of the string under the MAC (V4).
#[derive(Debug)]
pub(crate) struct TwoStages {
    digest: Digest,
    /// The lines before the hash, as computed.
    lines: Vec<Piece>,
    /// What follows the hash.
    tail: &'static [u8],
    keys: Vec<Lines>,
    /// The numbers of the keys of each cost.
    by_cost: Vec<Vec<usize>>,
    endings: Vec<Lines>,
}

/// Lines before the hash, and the MAC over them.
#[derive(Debug)]
struct Lines {
    /// The key; for an ending the known one.
    keyed: Keyed,
    /// What the key weighs.
    weight: usize,
    /// For each line its other text, if it has one.
    texts: Vec<Option<Vec<u8>>>,
    /// The MAC over all lines.
    running: Running,
}

impl TwoStages {
    /// `layout` has the computed lines; `keys` are the keys to try with their costs and their own
    /// lines, the known one first.
    pub(crate) fn new(digest: Digest, layout: &Layout, keys: &[KeyVariant]) -> Self {
        let mut target = Self {
            digest,
            lines: layout.ends.clone(),
            tail: layout.tail,
            keys: Vec::with_capacity(keys.len()),
            by_cost: vec![Vec::new(); usize::from(Cost::MAX) + 1],
            endings: Vec::new(),
        };
        for (number, key) in keys.iter().enumerate() {
            target.by_cost[usize::from(key.cost)].push(number);
            let mut lines = target.lines(&key.keyed, &key.texts);
            lines.weight = weight_of(key);
            target.keys.push(lines);
        }
        target
    }

    /// Adds a choice of other lines, to be taken with a choice in the varied stage; `None` when it
    /// changes no line.
    pub(crate) fn push_ending(&mut self, texts: &Texts) -> Option<usize> {
        let known = self.keys.first()?.keyed.clone();
        let lines = self.lines(&known, texts);
        lines.texts.iter().any(Option::is_some).then(|| {
            self.endings.push(lines);
            self.endings.len() - 1
        })
    }

    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let all = self.keys.iter().chain(&self.endings);
        let text = |text: &Option<Vec<u8>>| size_of_val(text) + text.as_ref().map_or(0, Vec::len);
        let lines = |lines: &Lines| size_of::<Lines>() + lines.texts.iter().map(text).sum::<usize>();
        all.map(lines).sum()
    }

    fn lines(&self, keyed: &Keyed, texts: &Texts) -> Lines {
        let other = |line: &Piece| {
            let (_, text) = texts.iter().find(|(key, _)| *key == line.key)?;
            text.clone().filter(|text| line.text.as_ref() != Some(text))
        };
        let texts: Vec<Option<Vec<u8>>> = self.lines.iter().map(other).collect();
        let running = self.run(keyed, &[&texts]);
        Lines {
            keyed: keyed.clone(),
            weight: 0,
            texts,
            running,
        }
    }

    /// The MAC over the lines; of several other texts for a line the last counts.
    fn run(&self, keyed: &Keyed, others: &[&[Option<Vec<u8>>]]) -> Running {
        let mut running = keyed.start();
        for (number, line) in self.lines.iter().enumerate() {
            let other = others.iter().rev().find_map(|texts| texts[number].as_deref());
            if let Some(text) = other.or(line.text.as_deref()) {
                running.update(text);
                running.update(line.end);
            }
        }
        running
    }

    fn holds(&self, mut running: Running, hash: &[u8]) -> bool {
        running.update(hash);
        running.update(self.tail);
        running.matches(&self.digest)
    }
}

impl Progress for Running {
    fn take(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

impl Progress for Sha256 {
    fn take(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

impl Target for OneStage {
    type State = Running;

    fn keys_costing(&self, cost: Cost) -> u64 {
        u64::from(cost == 0)
    }

    fn excludes(&self, _: usize, _: usize) -> bool {
        false
    }

    fn check(&self, state: Running, _: &[usize], left: Allowance, found: &mut dyn FnMut(usize)) -> u64 {
        if left.cost > 0 {
            return 0;
        }
        if state.matches(&self.digest) {
            found(0);
        }
        1
    }
}

impl Target for TwoStages {
    type State = Sha256;

    fn keys_costing(&self, cost: Cost) -> u64 {
        self.by_cost[usize::from(cost)].len() as u64
    }

    fn excludes(&self, one: usize, other: usize) -> bool {
        let both = self.endings[one].texts.iter().zip(&self.endings[other].texts);
        both.into_iter().any(|(one, other)| one.is_some() && other.is_some())
    }

    fn check(&self, state: Sha256, endings: &[usize], left: Allowance, found: &mut dyn FnMut(usize)) -> u64 {
        let keys = &self.by_cost[usize::from(left.cost)];
        if keys.is_empty() || (left.cost > 0 && left.weight == 0) {
            return 0;
        }
        let mut tried = 0;
        let mut hash = [0; 64];
        HEXLOWER.encode_mut(&state.finalize(), &mut hash);
        for &key in keys {
            let lines = &self.keys[key];
            if lines.weight > left.weight {
                continue;
            }
            tried += 1;
            let running = match endings {
                [] => lines.running.clone(),
                [ending] if key == 0 => self.endings[*ending].running.clone(),
                _ => {
                    let endings = endings.iter().map(|&ending| self.endings[ending].texts.as_slice());
                    let others: Vec<&[Option<Vec<u8>>]> = endings.chain([lines.texts.as_slice()]).collect();
                    self.run(&lines.keyed, &others)
                }
            };
            if self.holds(running, &hash) {
                found(key);
            }
        }
        tried
    }
}
