//! The entry: verdict, structure, search, hazards.

use std::rc::Rc;

use jiff::Timestamp;
use mock_oss::verify::names::is_date_header;
use mock_oss::verify::{Request, SKEW, Service, Verdict, parse_date, verify};

use super::case::{Case, World};
use super::explain::{compare, explain_by_slip, explanations, fit, other_key, spelled_otherwise, tell_first};
use super::findings::client_string::{Given, judge, other_secret, remark, string_of_other_head};
use super::findings::form::{add_refused, unreadable};
use super::findings::host_bucket::{self, Taken};
use super::findings::inconclusive::{incomplete, strings_differ, tell_of_limit, unexplained, wrong_key};
use super::findings::{
    answered, before_search, beside, given_secret, headline, misplaced_claim, missing, set_late, suspects,
};
use super::hypothesis::client::assembly;
use super::hypothesis::{ask, families, key};
use super::redact::redact;
use super::search::levels::{Asked, Outcome, Solution, search};
use super::search::start::Start;
use super::search::starts::{claims_as_a_form, starts, unknown_key, varied_once_more};
use super::{Budget, Code, Diagnosis, Edit, Element, Evidence, Explanation, Judge, SearchSummary, Strings};

/// Explains why the service does not accept a request's signature, and what else is wrong with it.
///
/// The verdict is the service's own: no search changes it.
#[must_use]
pub fn diagnose(request: &Request<'_>, service: &Service<'_>, evidence: &Evidence, budget: &Budget<'_>) -> Diagnosis {
    let world = World::new(request, service, evidence);
    let first = verify(request, service);
    let taken = host_bucket::taken(&world, &first);
    let world = World {
        site: taken.as_ref().map_or(service.site, |taken| &taken.site),
        // Where no field of a form claims anything, a claim in its head may be meant.
        form: world.form.filter(|_| !matches!(first, Verdict::Anonymous(_))),
        ..world
    };
    let verdict = match &taken {
        Some(Taken { .. }) => verify(request, &world.service()),
        None => first,
    };
    let case = Case::new(world, &[]).map(Rc::new);
    let mut diagnosis = before_search(&world, &verdict, case.as_deref());
    if let Some(form) = world.form {
        add_refused(&verdict, form, &mut diagnosis);
    }
    let unsigned = matches!(verdict, Verdict::Anonymous(_));
    if (!unsigned || claims_as_a_form(request.head)) && case.as_ref().is_none_or(|case| !case.holds()) {
        explain(&world, &verdict, case.as_ref(), budget, &mut diagnosis);
    }
    if let (Verdict::Verified(_), Some(case)) = (&verdict, &case) {
        diagnosis.diagnostics.extend(string_of_other_head(case, evidence));
    }
    if diagnosis.explanation.is_none() && !is_settled(&diagnosis, case.as_deref()) {
        diagnosis.diagnostics.extend(incomplete(&world, &verdict));
    }
    suspects::add(&world, &verdict, &mut diagnosis);
    missing::add(&world, &verdict, &mut diagnosis);
    answered::add(&world, &mut diagnosis);
    beside::add(&world, &verdict, &mut diagnosis);
    diagnosis
        .diagnostics
        .extend(taken.as_ref().map(|taken| taken.told.clone()));
    set_late::add(&world, &mut diagnosis);
    diagnosis.headline = headline::of(&world, &verdict, &diagnosis);
    diagnosis.search.elapsed = budget.time.map(|stopwatch| (stopwatch.elapsed)());
    fit(&mut diagnosis.strings);
    redact(diagnosis, request, service.keyring)
}

const ASKED: Asked = Asked {
    ideas: ask,
    more: varied_once_more,
};

/// Whether the signature is known to hold, as it is or with its claim put right, or the key to be the difference, or
/// nothing was judged for lack of a key: then nothing is left to doubt.
fn is_settled(diagnosis: &Diagnosis, case: Option<&Case<'_>>) -> bool {
    let told = || {
        let settles = [Code::WrongKey, Code::GivenSecretWrong, Code::KeyUnknown];
        let all = diagnosis.diagnostics.iter();
        all.clone().any(|told| settles.contains(&told.code)) || all.clone().any(misplaced_claim::is_proven)
    };
    case.is_some_and(Case::holds) || told()
}

fn explain(
    world: &World<'_>,
    verdict: &Verdict,
    case: Option<&Rc<Case<'_>>>,
    budget: &Budget<'_>,
    diagnosis: &mut Diagnosis,
) {
    if let Some(key_id) = unknown_key(verdict).filter(|key_id| key_id.trim_ascii() == *key_id) {
        diagnosis.explanation = other_key(world, key_id);
    }
    let mut starts = starts(world, verdict, case, budget);
    let case = case.map(|case| &**case);
    let mut outcome = search(&mut starts, ASKED, budget);
    let starts = starts.all;
    diagnosis.search = summary(world, &outcome, &starts);
    let given = world.evidence.client_string_to_sign.as_deref();
    let given = case.zip(given).and_then(|(case, text)| judge(case, text));
    if let Some(Given::Signed(solution)) = given {
        if outcome.solutions.is_empty() {
            outcome.solutions.push(solution);
        }
        adopt(world, case, &starts, &outcome.solutions, diagnosis);
        return;
    }
    adopt(world, case, &starts, &outcome.solutions, diagnosis);
    if diagnosis.explanation.is_none()
        && let Some(case) = case
        && let Some(digest) = &case.examination.presented.signature.digest
    {
        explain_by_slip(case, digest, diagnosis);
        tell_first(diagnosis);
    }
    let is_mac = |case: &Case<'_>| case.examination.presented.signature.digest.is_some();
    if diagnosis.explanation.is_none() && case.is_some_and(is_mac) {
        not_proven(world, given.as_ref(), diagnosis);
    }
    let policy = case.and_then(|case| case.examination.presented.policy.as_deref());
    diagnosis.diagnostics.extend(policy.and_then(unreadable));
    let remark = case
        .zip(given.as_ref())
        .and_then(|(case, given)| remark(given, case, diagnosis));
    diagnosis.diagnostics.extend(remark);
    if case.is_none() && diagnosis.explanation.is_none() {
        tell_of_limit(diagnosis);
    }
    if case.is_none()
        && let Some(differ) = strings_differ(world.evidence)
    {
        diagnosis.diagnostics.insert(0, differ);
    }
}

/// What is said where no search proved anything: the strings that are in hand are compared before anything
/// else, since their texts need no secret.
fn not_proven(world: &World<'_>, given: Option<&Given>, diagnosis: &mut Diagnosis) {
    let same = matches!(given, Some(Given::Same));
    let of_service = world.evidence.judge == Judge::Service || world.evidence.server_string_to_sign.is_some();
    match strings_differ(world.evidence) {
        Some(differ) => {
            diagnosis.diagnostics.insert(0, differ);
            // A string under the presented signature shows that the secret is right.
            if !matches!(given, Some(Given::OfOtherRequest(_))) {
                diagnosis.diagnostics.push(given_secret::of_neither());
            }
        }
        None if same && of_service => {
            diagnosis.explanation = Some(other_secret());
            diagnosis.diagnostics.push(wrong_key());
        }
        None if same => diagnosis.diagnostics.push(given_secret::same_string()),
        None => diagnosis.diagnostics.push(unexplained(world, &diagnosis.search)),
    }
}

/// Takes the best explanation of the solutions over, and the rest as alternatives.
fn adopt(
    world: &World<'_>,
    case: Option<&Case<'_>>,
    starts: &[Start<'_>],
    solutions: &[Solution],
    diagnosis: &mut Diagnosis,
) {
    let server = |solution: &Solution| case.or_else(|| starts.get(solution.start).map(|start| &*start.case));
    let mut explanations = explanations(world, solutions, server).into_iter();
    let mut spelled = None;
    if diagnosis.explanation.is_none()
        && let Some((best, solution)) = explanations.next()
    {
        if let Some(case) = server(solution) {
            let (server, client, _) = compare(case, &solution.signed);
            spelled = spelled_otherwise(&case.layout, &solution.signed);
            diagnosis.strings = Strings {
                server: Some(server),
                client: Some(client),
            };
        }
        diagnosis.explanation = Some(best);
    }
    diagnosis.alternatives = explanations.map(|(other, _)| other).collect();
    tell_first(diagnosis);
    let first = diagnosis.diagnostics.first_mut();
    if let Some(first) = first.filter(|first| first.code == Code::CanonicalFormDiffers) {
        first.notes.extend(spelled);
    }
    spare_the_clock(diagnosis, world.now);
}

/// A client that signed another date than arrived, a good one, has no clock at fault.
fn spare_the_clock(diagnosis: &mut Diagnosis, now: Timestamp) {
    let dated_well = |explanation| has_own_date(explanation, now);
    if !diagnosis.explanation.as_ref().is_some_and(dated_well) {
        return;
    }
    let skews = diagnosis.diagnostics.iter_mut();
    for skew in skews.filter(|found| found.code == Code::ClockSkew) {
        skew.help = vec!["leave the clock: the client's own date, which it signed, is another".into()];
    }
}

fn has_own_date(explanation: &Explanation, now: Timestamp) -> bool {
    let is_date = |edit: &&Edit| matches!(&edit.element, Element::Field(name) if is_date_header(name.as_bytes()));
    let of_date = explanation.edits.iter().filter(is_date);
    let mut signed = of_date.filter_map(|edit| parse_date(edit.signed.as_deref()?));
    signed.any(|at| now.duration_since(at).abs() <= SKEW)
}

fn summary(world: &World<'_>, outcome: &Outcome, starts: &[Start<'_>]) -> SearchSummary {
    let of_families = families(world.form.is_some()).iter();
    let of_families = of_families.map(|family| (family.floor, family.words));
    let assembly = world.form.is_none().then_some((assembly::FLOOR, assembly::WORDS));
    let all = of_families.chain(assembly).chain([(key::FLOOR, key::WORDS)]);
    let tried = all
        .filter(|(floor, _)| *floor <= outcome.completed)
        .map(|(_, words)| words);
    SearchSummary {
        candidates: outcome.candidates,
        exhausted: outcome.limit.is_none(),
        limit: outcome.limit,
        elapsed: None,
        tried: tried.filter(|_| !starts.is_empty()).collect(),
    }
}
