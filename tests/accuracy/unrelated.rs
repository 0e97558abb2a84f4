//! Requests that were signed with a key nobody knows: nothing may be proven.

use mock_oss::wire::Received;

use super::base::Request;
use super::case::{Case, draw};
use super::cause::{Cause, causes};
use super::measure::{Watch, diagnosed};
use super::rng::Rng;
use super::signer::Kind;

/// How a run over unrelated keys ended.
#[derive(Debug, Clone, Default)]
pub struct Unrelated {
    /// Requests diagnosed.
    pub requests: u64,
    /// Candidates tried for all of them.
    pub candidates: u64,
    /// Requests for which something was proven, by number.
    pub proven: Vec<u64>,
}

/// Diagnoses the requests of these numbers, each of any protocol and with no other fault than its key.
#[must_use]
pub fn unrelated(
    seed: u64,
    numbers: std::ops::Range<u64>,
    budget: u64,
    real: &[Request],
    watch: Watch<'_>,
) -> Unrelated {
    let wrong_key: Vec<Cause> = causes().into_iter().filter(|cause| cause.id == "E11x").collect();
    let mut run = Unrelated::default();
    for number in numbers {
        let mut rng = Rng::of(&[seed, UNRELATED, number]);
        let kind = rng.one(Kind::ALL);
        let Some(case) = draw(number, &mut rng, &wrong_key, kind, real) else {
            continue;
        };
        one(&mut run, &case, budget, watch);
    }
    run
}

fn one(run: &mut Unrelated, case: &Case, budget: u64, watch: Watch<'_>) {
    let Ok(received) = Received::parse(case.received.bytes()) else {
        return;
    };
    let (diagnosis, _) = diagnosed(case, &received, budget, watch);
    let confidence = harness::diagnosis::Confidence::Proven;
    let all = diagnosis.explanation.iter().chain(&diagnosis.alternatives);
    run.requests += 1;
    run.candidates += diagnosis.search.candidates;
    if all.into_iter().any(|explanation| explanation.confidence == confidence) {
        run.proven.push(case.number);
    }
}

/// Keeps these draws apart from those of the causes.
const UNRELATED: u64 = 0x756e_7265_6c61_7465;
