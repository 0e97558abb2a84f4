//! Requests that were signed with a key nobody knows: nothing may be proven.
//!
//! A false proof would be a candidate string whose MAC under a key that did not sign the request is
//! the presented signature. Each search tries its strings with all keys of the service, so that one
//! request is held against many keys at once: with `keys` of them, a request makes as many pairs of a
//! signature and a key that has nothing to do with it. Compiling a search costs far more than a
//! thousand candidates do, so that many keys to a request are what makes a million pairs cheap.

use mock_oss::keyring::Credential;
use mock_oss::wire::Received;

use super::base::Request;
use super::case::{Case, draw};
use super::cause::{Cause, causes};
use super::measure::{Watch, diagnosed};
use super::rng::{ALPHANUMERIC, Rng};
use super::signer::Kind;

/// What a run over unrelated keys does.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// The seed of everything.
    pub seed: u64,
    /// How many keys the service knows besides those of the request.
    pub keys: u64,
    /// How many candidates a search may try for each key.
    pub budget: u64,
}

/// How a run over unrelated keys ended.
#[derive(Debug, Clone, Default)]
pub struct Unrelated {
    /// Requests diagnosed.
    pub requests: u64,
    /// Signatures held against keys that did not make them.
    pub pairs: u64,
    /// Candidates tried for all of them.
    pub candidates: u64,
    /// Requests for which something was proven, by number.
    pub proven: Vec<u64>,
}

/// Diagnoses the requests of these numbers, each of any protocol and with no other fault than its key.
#[must_use]
pub fn unrelated(trial: Trial, numbers: std::ops::Range<u64>, real: &[Request], watch: Watch<'_>) -> Unrelated {
    let wrong_key: Vec<Cause> = causes().into_iter().filter(|cause| cause.id == "E11x").collect();
    let mut run = Unrelated::default();
    for number in numbers {
        let mut rng = Rng::of(&[trial.seed, UNRELATED, number]);
        let kind = rng.one(Kind::ALL);
        if let Some(case) = draw(number, &mut rng, &wrong_key, kind, real) {
            one(&mut run, trial, &mut rng, &case, watch);
        }
    }
    run
}

fn one(run: &mut Unrelated, trial: Trial, rng: &mut Rng, case: &Case, watch: Watch<'_>) {
    let Ok(received) = Received::parse(case.received.bytes()) else {
        return;
    };
    let mut keyring = case.facts.keyring();
    for _ in 0..trial.keys {
        let id = format!("LTAI5t{}", rng.word(ALPHANUMERIC, 18));
        keyring = keyring.with(id, Credential::new(rng.word(ALPHANUMERIC, 30).into_bytes()));
    }
    let known = keyring.iter().count() as u64;
    let (diagnosis, _) = diagnosed(case, &received, &keyring, trial.budget.saturating_mul(known), watch);
    let confidence = harness::diagnosis::Confidence::Proven;
    let all = diagnosis.explanation.iter().chain(&diagnosis.alternatives);
    run.requests += 1;
    run.pairs += known;
    run.candidates += diagnosis.search.candidates;
    if all.into_iter().any(|explanation| explanation.confidence == confidence) {
        run.proven.push(case.number);
    }
}

/// Keeps these draws apart from those of the causes.
const UNRELATED: u64 = 0x756e_7265_6c61_7465;
