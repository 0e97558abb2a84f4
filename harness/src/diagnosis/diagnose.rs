//! The entry: verdict, search, findings.

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::{Scheme, Verdict, verify};
use mock_oss::wire::Received;

use super::case::{Case, World};
use super::explain::{compare, computed, explanations, tell};
use super::hypothesis::variations::ALL;
use super::hypothesis::{FAMILIES, keys, variations};
use super::leak::groups;
use super::search::base::Base;
use super::search::lattice::HIGHEST;
use super::search::levels::{Outcome, search};
use super::{Budget, Diagnosis, Evidence, SearchSummary, Strings, VerdictKind};

/// Explains why the service does not accept a request's signature, and what else is wrong with it.
///
/// `now` is the service's clock. The verdict is the service's own: no search changes it.
#[must_use]
pub fn diagnose(
    received: &Received,
    keyring: &Keyring,
    site: &Site,
    now: Timestamp,
    evidence: &Evidence,
    budget: &Budget<'_>,
) -> Diagnosis {
    let world = World {
        received,
        keyring,
        site,
        now,
        evidence,
    };
    let verdict = verify(received, keyring, site, now);
    let (kind, scheme) = kind(&verdict);
    let mut diagnosis = Diagnosis {
        verdict: kind,
        scheme,
        explanation: None,
        alternatives: Vec::new(),
        diagnostics: Vec::new(),
        hazards: Vec::new(),
        strings: Strings::default(),
        search: SearchSummary::default(),
    };
    if let Some(case) = Case::new(world, &[]) {
        diagnosis.strings.server = Some(computed(&case.examination.canonical));
        if !case.holds() {
            explain(&world, &case, budget, &mut diagnosis);
        }
    }
    diagnosis.search.elapsed = budget.time.map(|stopwatch| (stopwatch.elapsed)());
    diagnosis
}

fn explain(world: &World<'_>, case: &Case<'_>, budget: &Budget<'_>, diagnosis: &mut Diagnosis) {
    let outcome = search(&bases(world, case), HIGHEST, budget);
    diagnosis.search = summary(&outcome);
    let mut explanations = explanations(world, case, &outcome.findings).into_iter();
    if let Some(finding) = outcome.findings.first() {
        let (server, client, _) = compare(case, &finding.signed);
        diagnosis.strings = Strings {
            server: Some(server),
            client: Some(client),
        };
    }
    diagnosis.explanation = explanations.next();
    diagnosis.alternatives = explanations.collect();
    diagnosis.diagnostics = diagnosis.explanation.iter().flat_map(tell).collect();
}

/// The received head, and the heads that undoing a whole group of changes leads to.
fn bases<'a>(world: &World<'a>, case: &Case<'a>) -> Vec<Base<'a>> {
    let plain = Case::new(*world, &[]).and_then(|case| Base::new(0, Vec::new(), case));
    let grouped = groups(case).into_iter().filter_map(|steps| {
        let case = Case::new(*world, &steps)?;
        Base::new(GROUP, steps, case)
    });
    let varied = ALL
        .iter()
        .filter_map(|variation| Base::varied(Case::new(*world, &[])?, variation));
    let mut bases: Vec<Base<'a>> = plain.into_iter().chain(grouped).chain(varied).collect();
    bases.sort_by_key(|base| base.cost);
    bases
}

fn summary(outcome: &Outcome) -> SearchSummary {
    let families = FAMILIES.iter().filter(|family| family.floor <= outcome.ceiling);
    let whole = [variations::WORDS, keys::WORDS]
        .into_iter()
        .filter(|_| outcome.ceiling > 0);
    SearchSummary {
        candidates: outcome.candidates,
        exhausted: outcome.exhausted,
        elapsed: None,
        tried: families.map(|family| family.words).chain(whole).collect(),
    }
}

fn kind(verdict: &Verdict) -> (VerdictKind, Option<Scheme>) {
    match verdict {
        Verdict::Verified(verified) => (VerdictKind::Verified, Some(verified.presented.scheme)),
        Verdict::Mismatch(mismatch) => (VerdictKind::Mismatch, Some(mismatch.presented.scheme)),
        Verdict::Refused(_) => (VerdictKind::Refused, None),
        Verdict::Anonymous(_) => (VerdictKind::Unsigned, None),
    }
}

/// A leak is an everyday cause (27 of about 770 reports).
const GROUP: u8 = 2;
