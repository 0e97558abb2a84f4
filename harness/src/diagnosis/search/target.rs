//! What a search compares with: the presented signature, through one stage or two.

use data_encoding::HEXLOWER;
use mock_oss::verify::{Digest, Running};
use sha2::Sha256;
use sha2::digest::Digest as _;

use super::proposal::Cost;

/// A hash on its way through the varied stage. Cloning shares the work of a common prefix.
pub(crate) trait Progress: Clone + Send + Sync {
    /// Takes the next bytes.
    fn take(&mut self, bytes: &[u8]);
}

/// The decision over a finished stage.
pub(crate) trait Target: Sync {
    /// The state of the varied stage.
    type State: Progress;

    /// How many ends cost exactly `cost`.
    fn ends_costing(&self, cost: Cost) -> u64;

    /// Tries a finished stage with the chosen ends, reports those under which the presented
    /// signature holds, and tells how many were tried.
    fn check(&self, state: Self::State, ends: Ends, found: &mut dyn FnMut(usize)) -> u64;
}

/// Which ends to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// One of them: something in the varied stage decides it.
    Exactly(usize),
    /// All that cost this much.
    Costing(Cost),
}

/// One stage: the MAC of the varied stage is the signature (V1, V2, forms).
#[derive(Debug)]
pub(crate) struct OneStage {
    /// The presented signature.
    pub(crate) digest: Digest,
}

/// Two stages: the SHA-256 of the varied stage is the last line of the string under the MAC (V4).
#[derive(Debug)]
pub(crate) struct TwoStages {
    digest: Digest,
    tail: &'static [u8],
    states: Vec<Running>,
    /// The numbers of the ends of each cost.
    by_cost: Vec<Vec<usize>>,
}

impl TwoStages {
    /// `ends` are costs, and MAC states over everything before the hash; the computed one first. No
    /// cost: only with a choice in the varied stage that decides for it.
    /// `tail` follows the hash.
    pub(crate) fn new(digest: Digest, tail: &'static [u8], ends: Vec<(Option<Cost>, Running)>) -> Self {
        let mut by_cost = vec![Vec::new(); usize::from(Cost::MAX) + 1];
        let mut states = Vec::with_capacity(ends.len());
        for (number, (cost, state)) in ends.into_iter().enumerate() {
            if let Some(cost) = cost {
                by_cost[usize::from(cost)].push(number);
            }
            states.push(state);
        }
        Self {
            digest,
            tail,
            states,
            by_cost,
        }
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

    fn ends_costing(&self, cost: Cost) -> u64 {
        u64::from(cost == 0)
    }

    fn check(&self, state: Running, ends: Ends, found: &mut dyn FnMut(usize)) -> u64 {
        if matches!(ends, Ends::Costing(cost) if cost > 0) {
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

    fn ends_costing(&self, cost: Cost) -> u64 {
        self.by_cost[usize::from(cost)].len() as u64
    }

    fn check(&self, state: Sha256, ends: Ends, found: &mut dyn FnMut(usize)) -> u64 {
        let one;
        let chosen: &[usize] = match ends {
            Ends::Exactly(end) => {
                one = [end];
                &one
            }
            Ends::Costing(cost) => &self.by_cost[usize::from(cost)],
        };
        if chosen.is_empty() {
            return 0;
        }
        let mut hash = [0; 64];
        HEXLOWER.encode_mut(&state.finalize(), &mut hash);
        for &end in chosen {
            let mut running = self.states[end].clone();
            running.update(&hash);
            running.update(self.tail);
            if running.matches(&self.digest) {
                found(end);
            }
        }
        chosen.len() as u64
    }
}
