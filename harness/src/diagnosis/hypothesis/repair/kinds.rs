//! Which repairs a refusal asks for.

use mock_oss::verify::names::{Part, is_url_parameter, url_parameters_of, url_part_of};
use mock_oss::verify::{ClaimFault, PresentedError, Refusal};
use mock_oss::wire::FieldIndex;

use super::{COST, Repair, dates, listed};
use crate::diagnosis::case::World;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::percent_encoded;

/// All repairs for a head that the service refuses to read, and whether there would be more.
pub(crate) fn for_refusal(world: &World<'_>, refusal: &Refusal) -> (Vec<Repair>, bool) {
    if let Refusal::HostRepeated(lines) | Refusal::Presented(PresentedError::AuthorizationRepeated(lines)) = refusal {
        return keep_one(lines);
    }
    (of_kind(world, refusal), false)
}

fn of_kind(world: &World<'_>, refusal: &Refusal) -> Vec<Repair> {
    match refusal {
        Refusal::NoDate => dates::missing(world),
        Refusal::BadDate { .. } => dates::unreadable(world),
        Refusal::TokenTwice | Refusal::TokenInHeader => without_token_field(world),
        Refusal::Presented(error) => of_claim(world, error),
        _ => Vec::new(),
    }
}

fn of_claim(world: &World<'_>, error: &PresentedError) -> Vec<Repair> {
    match error {
        PresentedError::SignedTwice => sign_once(world),
        error => match error.fault() {
            ClaimFault::ListedAbsent(name) => listed::repairs(world, name),
            ClaimFault::Repeated
            | ClaimFault::OtherService
            | ClaimFault::DateMissing
            | ClaimFault::DateUnreadable
            | ClaimFault::Malformed => Vec::new(),
        },
    }
}

/// One of several lines at a time, and whether some are not tried.
fn keep_one(lines: &[FieldIndex]) -> (Vec<Repair>, bool) {
    let most = (MOST_REMOVED / lines.len().max(1)).clamp(2, MOST_KEPT);
    let without = |kept: FieldIndex| lines.iter().copied().filter(move |&line| line != kept);
    let repairs = lines.iter().take(most).map(|&kept| Repair {
        steps: without(kept).map(Step::FieldRemove).collect(),
        cost: COST,
    });
    (repairs.collect(), lines.len() > most)
}

/// How many lines are each tried as the only one.
const MOST_KEPT: usize = 64;

/// How many lines all of these leave out together.
const MOST_REMOVED: usize = 1 << 16;

/// Without the field, or without the parameters.
fn sign_once(world: &World<'_>) -> Vec<Repair> {
    let fields = world
        .received
        .named("authorization")
        .map(|field| Step::FieldRemove(field.index()));
    let is_claim = |name| url_part_of(name).is_some_and(|part| part != Part::Token);
    let parameters = world.received.query().filter(|pair| is_claim(pair.name));
    let parameters = parameters.map(|pair| Step::QueryRemove(pair.index));
    [fields.collect::<Vec<Step>>(), parameters.collect()]
        .into_iter()
        .filter(|steps| !steps.is_empty())
        .map(|steps| Repair { steps, cost: COST })
        .collect()
}

/// A signed URL takes its token from the query alone (EC 0002-00000005).
fn without_token_field(world: &World<'_>) -> Vec<Repair> {
    let fields: Vec<_> = world.received.named("x-oss-security-token").collect();
    let removed: Vec<Step> = fields.iter().map(|field| Step::FieldRemove(field.index())).collect();
    let tokens = url_parameters_of(&[Part::Token]);
    let has_own = world
        .received
        .query()
        .any(|pair| is_url_parameter(pair.name, Part::Token));
    let value = fields.first().filter(|_| !has_own);
    let value = value.map(|field| percent_encoded(&field.value()));
    let moved = value.into_iter().flat_map(|value| {
        let all = tokens.iter().map(|name| {
            let inserted = Step::QueryInsert([name.as_bytes(), b"=", &value].concat());
            [removed.as_slice(), &[inserted]].concat()
        });
        all.collect::<Vec<_>>()
    });
    let all = [removed.clone()].into_iter().chain(moved);
    all.map(|steps| Repair { steps, cost: COST }).collect()
}
