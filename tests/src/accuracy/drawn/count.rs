//! Drawn cases in, counts out.

use std::collections::BTreeMap;
use std::ops::Range;

use mock_oss::wire::{Received, escaped};

use super::draw::{At, Drawn, Fault, draw};
use crate::accuracy::base::Request;
use crate::accuracy::judge::{Judgement, alternatives, judge};
use crate::accuracy::measure::{Watch, diagnosed, is_the_services};
use crate::accuracy::rng::Rng;
use crate::accuracy::row::Miss;
use crate::accuracy::shown::tells_a_secret;

/// What to draw.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// The seed of everything.
    pub seed: u64,
    /// How many faults at once.
    pub at_once: usize,
    /// How many candidates a search may try.
    pub candidates: u64,
}

/// The counts of some cases.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Cases within reach.
    pub within: u64,
    /// Those of them that are proven.
    pub proven: u64,
    /// Cases out of reach, of which nothing is asked but that nothing false is proven.
    pub beyond: u64,
    /// Those of them that are proven all the same.
    pub beyond_proven: u64,
    /// Proofs that do not hold.
    pub wrong: u64,
    /// Explanations told as alternatives.
    pub alternatives: u64,
    /// Those of them that do not hold.
    pub alternatives_wrong: u64,
}

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// All cases.
    pub all: Counts,
    /// By what was done; a case of several faults counts for each.
    pub families: BTreeMap<(&'static str, &'static str), Counts>,
    /// Verdicts that are not the service's.
    pub verdicts_changed: u64,
    /// Diagnoses that show a secret, a token or a signature.
    pub secrets_told: u64,
    /// Candidates tried, a case each.
    pub candidates: Vec<u64>,
    /// Time taken in microseconds, a case each.
    pub micros: Vec<u64>,
    /// What to look at: the faults, and the case.
    pub missed: Vec<(Vec<String>, Miss)>,
}

/// Draws the cases of these numbers and diagnoses them.
#[must_use]
pub fn count(trial: Trial, numbers: Range<u64>, real: &[Request], watch: Watch<'_>) -> Counted {
    let mut counted = Counted::default();
    for number in numbers {
        if let Some(drawn) = drawn(trial, number, real) {
            one(&mut counted, trial, &drawn, watch);
        }
    }
    counted
}

/// The case of a number.
fn drawn(trial: Trial, number: u64, real: &[Request]) -> Option<Drawn> {
    (0..ATTEMPTS).find_map(|attempt| {
        let mut rng = Rng::of(&[trial.seed, DRAWN, trial.at_once as u64, number, attempt]);
        draw(number, &mut rng, trial.at_once, real)
    })
}

fn one(counted: &mut Counted, trial: Trial, drawn: &Drawn, watch: Watch<'_>) {
    let case = &drawn.case;
    let Ok(received) = Received::parse(case.received.bytes()) else {
        return;
    };
    let (diagnosis, took) = diagnosed(case, &received, &case.facts.keyring(), trial.candidates, watch);
    let judgement = judge(case, &diagnosis);
    let (others, others_wrong) = alternatives(case, &diagnosis);
    let counts = Counts::of(drawn.within_reach, &judgement, others, others_wrong);
    counted.all.add(&counts);
    for fault in &drawn.faults {
        counted
            .families
            .entry((side(fault.at), fault.rule.family))
            .or_default()
            .add(&counts);
    }
    counted.verdicts_changed += u64::from(!is_the_services(case, &received, &diagnosis));
    let told = tells_a_secret(case, &diagnosis);
    counted.secrets_told += u64::from(told);
    counted.candidates.push(diagnosis.search.candidates);
    counted.micros.push(took.as_micros().try_into().unwrap_or(u64::MAX));
    if told || counts.wrong + others_wrong > 0 || counts.proven < counts.within {
        let faults = drawn.faults.iter().map(said).collect();
        counted.missed.push((faults, Miss::new(case, &judgement, &diagnosis)));
    }
}

fn side(at: At) -> &'static str {
    match at {
        At::Sent(_) => "on its way",
        At::Signed(_) => "by the signer",
        At::Secret => "the secret",
    }
}

fn said(fault: &Fault) -> String {
    let (before, after) = fault.texts();
    let (before, after) = (escaped(before), escaped(after));
    format!(
        "{:?}: {}, {}: `{before}` to `{after}`",
        fault.at, fault.rule.family, fault.rule.name
    )
}

impl Counts {
    fn of(within_reach: bool, judgement: &Judgement, alternatives: u64, alternatives_wrong: u64) -> Self {
        let holds = u64::from(matches!(judgement, Judgement::Equal | Judgement::Equivalent));
        let within = u64::from(within_reach);
        Self {
            within,
            proven: within * holds,
            beyond: 1 - within,
            beyond_proven: (1 - within) * holds,
            wrong: u64::from(matches!(judgement, Judgement::Wrong(_))),
            alternatives,
            alternatives_wrong,
        }
    }

    fn add(&mut self, other: &Self) {
        self.within += other.within;
        self.proven += other.proven;
        self.beyond += other.beyond;
        self.beyond_proven += other.beyond_proven;
        self.wrong += other.wrong;
        self.alternatives += other.alternatives;
        self.alternatives_wrong += other.alternatives_wrong;
    }
}

impl Counted {
    /// Both runs as one.
    pub fn add(&mut self, other: Self) {
        self.all.add(&other.all);
        for (family, counts) in &other.families {
            self.families.entry(*family).or_default().add(counts);
        }
        self.verdicts_changed += other.verdicts_changed;
        self.secrets_told += other.secrets_told;
        self.candidates.extend(other.candidates);
        self.micros.extend(other.micros);
        self.missed.extend(other.missed);
    }
}

/// Tells the draws of these cases from those of others.
const DRAWN: u64 = 0xD7A3;

/// How often a case is drawn anew when a draw gives none.
const ATTEMPTS: u64 = 200;
