//! Cases in, diagnoses out, counted.

use std::num::NonZeroUsize;
use std::time::Duration;

use harness::diagnosis::{BodyEvidence, BodyExtent, Budget, Diagnosis, Evidence, Stopwatch, VerdictKind, diagnose};
use mock_oss::keyring::Keyring;
use mock_oss::verify::{self, Service, Verdict, verify};
use mock_oss::wire::Received;

use super::base::Request;
use super::case::{Case, draw};
use super::cause::{Cause, Ends, causes};
use super::gone::gone;
use super::judge::{Judgement, alternatives, is_short, judge, same_space, tells_first};
use super::rng::Rng;
use super::row::{Miss, Row};
use super::shown::tells_a_secret;
use super::signer::Kind;

/// What to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The seed of everything.
    pub seed: u64,
    /// How many cases a cause gets.
    pub cases: u64,
    /// How many causes befall a request at once.
    pub at_once: usize,
    /// Only each cause of this many, for a sample of them.
    pub every: usize,
    /// Only this row of the catalogue.
    pub cause: Option<String>,
    /// Only this protocol.
    pub kind: Option<Kind>,
    /// Only this case of each cause.
    pub case: Option<u64>,
    /// How many candidates a search may try.
    pub candidates: u64,
}

/// The time since some beginning; the measurement reads no clock of its own.
pub type Watch<'a> = &'a (dyn Fn() -> Duration + Sync);

/// Measures all causes of a plan, a row each.
#[must_use]
pub fn measure(plan: &Plan, real: &[Request], watch: Watch<'_>) -> Vec<Row> {
    let all = causes();
    let leads = all
        .iter()
        .enumerate()
        .filter(|(place, cause)| place % plan.every == 0 && is_planned(plan, cause));
    leads
        .map(|(place, lead)| row(plan, place, lead, &all, real, watch))
        .collect()
}

/// One at a time, every cause is measured; several at once, those that can be proven.
fn is_planned(plan: &Plan, cause: &Cause) -> bool {
    let named = plan.cause.as_ref().is_none_or(|id| id == cause.id);
    let on_kind = plan.kind.is_none_or(|kind| cause.kinds.contains(&kind));
    named && on_kind && (plan.at_once == 1 || cause.ends == Ends::Proven)
}

fn row(plan: &Plan, place: usize, lead: &Cause, all: &[Cause], real: &[Request], watch: Watch<'_>) -> Row {
    let mut row = Row::new(lead);
    let numbers = plan.case.map_or(0..plan.cases, |case| case..case + 1);
    for number in numbers {
        match case(plan, place, number, lead, all, real) {
            Some(case) => count(&mut row, plan, &case, watch),
            None => row.undrawn += 1,
        }
    }
    row
}

/// The case of a number: the same for the same seed, whatever else is measured.
fn case(plan: &Plan, place: usize, number: u64, lead: &Cause, all: &[Cause], real: &[Request]) -> Option<Case> {
    (0..ATTEMPTS).find_map(|attempt| {
        let mut rng = Rng::of(&[plan.seed, place as u64, plan.at_once as u64, number, attempt]);
        let kinds: Vec<Kind> = lead
            .kinds
            .iter()
            .copied()
            .filter(|kind| plan.kind.is_none_or(|only| only == *kind))
            .collect();
        let kind = *rng.pick(&kinds)?;
        let mut chosen = vec![*lead];
        while chosen.len() < plan.at_once {
            let other = rng.pick(all)?;
            let fits = other.ends == Ends::Proven && other.kinds.contains(&kind);
            if fits && chosen.iter().all(|cause| cause.id != other.id) {
                chosen.push(*other);
            }
        }
        draw(number, &mut rng, &chosen, kind, real)
    })
}

fn count(row: &mut Row, plan: &Plan, case: &Case, watch: Watch<'_>) {
    let bytes = case.received.bytes();
    let Ok(received) = Received::parse(bytes) else {
        row.undrawn += 1;
        return;
    };
    let (diagnosis, took) = diagnosed(case, &received, &case.facts.keyring(), plan.candidates, watch);
    let judgement = judge(case, &diagnosis);
    row.cases += 1;
    row.candidates.push(diagnosis.search.candidates);
    row.micros.push(took.as_micros().try_into().unwrap_or(u64::MAX));
    row.verdicts_changed += u64::from(!is_the_services(case, &received, &diagnosis));
    row.secrets_told += u64::from(tells_a_secret(case, &diagnosis));
    row.first += u64::from(tells_first(case, &diagnosis, row.ends));
    row.named += u64::from(row.is_named(&diagnosis));
    row.blamed_the_same += u64::from(holds(&judgement) && same_space(case, &diagnosis));
    row.short += u64::from(holds(&judgement) && is_short(case, &diagnosis));
    let (others, wrong) = alternatives(case, &diagnosis);
    row.alternatives += others;
    row.alternatives_wrong += wrong;
    let gone = gone(case).is_some();
    let missed = row.misses(&judgement, gone, &diagnosis) || tells_a_secret(case, &diagnosis) || wrong > 0;
    row.add(&judgement, gone);
    if missed {
        row.missed.push(Miss::new(case, &judgement, &diagnosis));
    }
}

/// Diagnoses a case as a service with these keys would be asked to, and how long it took.
#[must_use]
pub fn diagnosed(
    case: &Case,
    received: &Received,
    keyring: &Keyring,
    candidates: u64,
    watch: Watch<'_>,
) -> (Diagnosis, Duration) {
    let facts = &case.facts;
    let evidence = Evidence {
        body: facts.body.as_ref().map(|body| BodyEvidence {
            leading: body.clone(),
            length: Some(body.len() as u64),
            extent: BodyExtent::Whole,
        }),
        ..Evidence::default()
    };
    let start = watch();
    let elapsed = || watch().saturating_sub(start);
    let budget = Budget {
        candidates,
        bytes: Budget::BYTES,
        time: Some(Stopwatch {
            elapsed: &elapsed,
            limit: None,
        }),
        workers: NonZeroUsize::MIN,
    };
    let diagnosis = diagnose(
        &verify::Request::new(received),
        &Service {
            keyring,
            site: &facts.place.site(),
            now: facts.clock,
        },
        &evidence,
        &budget,
    );
    let took = elapsed();
    (diagnosis, took)
}

/// Whether the diagnosis's verdict is the one that the service gives.
#[must_use]
pub fn is_the_services(case: &Case, received: &Received, diagnosis: &Diagnosis) -> bool {
    let facts = &case.facts;
    let expected = match verify(
        &verify::Request::new(received),
        &Service {
            keyring: &facts.keyring(),
            site: &facts.place.site(),
            now: facts.clock,
        },
    ) {
        Verdict::Verified(_) => VerdictKind::Verified,
        Verdict::Mismatch(_) => VerdictKind::Mismatch,
        Verdict::Refused(_) => VerdictKind::Refused,
        Verdict::Anonymous(_) => VerdictKind::Unsigned,
    };
    diagnosis.verdict == expected
}

/// Whether a judgement is a proof that holds.
#[must_use]
pub fn holds(judgement: &Judgement) -> bool {
    matches!(judgement, Judgement::Equal | Judgement::Equivalent)
}

/// How often a case is drawn anew when a draw gives none.
const ATTEMPTS: u64 = 200;
