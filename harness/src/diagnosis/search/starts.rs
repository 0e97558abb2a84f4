//! Where the search begins.

use std::rc::Rc;

use mock_oss::verify::{Refusal, Verdict, read_claim};
use mock_oss::wire::Received;

use super::start::Start;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::hypothesis::client::assembly::ALL;
use crate::diagnosis::hypothesis::repair::{Repair, for_refusal, for_signature};
use crate::diagnosis::leak::groups;

/// The received head, the heads that undoing a whole group of changes leads to, and the ways in which
/// a client may have put its string together; or, where the claim cannot be read or its signature is
/// no MAC, the heads that repair that. Cheapest first.
pub(crate) fn starts<'a>(world: &World<'a>, verdict: &Verdict, case: Option<&Case<'a>>) -> Vec<Start<'a>> {
    let mut all = match (case, verdict) {
        (Some(case), _) if case.examination.presented.signature.digest.is_none() => {
            repaired(world, for_signature(case))
        }
        (Some(case), _) => readable(world, case),
        (None, Verdict::Refused(refusal)) => repaired(world, for_refusal(world, refusal)),
        (None, Verdict::Anonymous(_)) if claims_as_a_form(world.received) => repaired(world, vec![signed_for_put()]),
        (None, _) => Vec::new(),
    };
    all.sort_by_key(|start| start.cost);
    all
}

/// Whether a request that the service takes for a browser upload presents a signature in its head all
/// the same: there the service does not look for one ("`PostObject`").
pub(crate) fn claims_as_a_form(received: &Received) -> bool {
    received.method() == b"POST" && matches!(read_claim(received), Ok(Some(_)))
}

/// A form posted to a URL that was signed for PUT (mini programs cannot PUT: EC 0002-00000040), on a
/// host and path that name no key.
fn signed_for_put() -> Repair {
    Repair {
        steps: vec![Step::Method(b"PUT".to_vec())],
        cost: FORM,
    }
}

fn readable<'a>(world: &World<'a>, case: &Case<'a>) -> Vec<Start<'a>> {
    let plain = Case::new(*world, &[]).and_then(|case| Start::new(0, 0, Rc::new(case)));
    let grouped = groups(case).into_iter().filter_map(|steps| {
        let case = Case::new(*world, &steps)?;
        Start::new(GROUP, 0, Rc::new(case))
    });
    let varied = plain
        .iter()
        .filter(|_| !case.is_large())
        .flat_map(variations)
        .collect::<Vec<Start<'_>>>();
    plain.into_iter().chain(grouped).chain(varied).collect()
}

fn repaired<'a>(world: &World<'a>, repairs: Vec<Repair>) -> Vec<Start<'a>> {
    let starts = repairs.into_iter().filter_map(|repair| {
        let case = Case::new(*world, &repair.steps)?;
        Start::new(repair.cost, 1, Rc::new(case))
    });
    starts.collect()
}

fn variations<'b, 'a>(start: &'b Start<'a>) -> impl Iterator<Item = Start<'a>> + use<'a, 'b> {
    ALL.iter().filter_map(|variation| start.varied(variation))
}

/// All starts with one more variation each, which the first search left out.
pub(crate) fn varied_once_more<'a>(starts: &[Start<'a>]) -> Vec<Start<'a>> {
    let mut all: Vec<Start<'a>> = starts
        .iter()
        .filter(|start| start.cost > 0)
        .flat_map(|start| ALL.iter().filter_map(|variation| start.varied_beside(variation)))
        .collect();
    all.sort_by_key(|start| start.cost);
    all
}

/// The id that no known key has.
pub(crate) fn unknown_key(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Refused(Refusal::UnknownKey { key_id }) => Some(key_id),
        _ => None,
    }
}

/// A leak is an everyday cause: all response fields of a download at once (ali-sdk/ali-oss#398).
const GROUP: u8 = 2;

/// The cost of another method, a known cause.
const FORM: u8 = 3;
