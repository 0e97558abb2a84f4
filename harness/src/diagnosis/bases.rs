//! Where the search begins.

use std::rc::Rc;

use mock_oss::verify::{Refusal, Verdict, read_claim};
use mock_oss::wire::Received;

use super::case::{Case, World};
use super::hypothesis::variations::ALL;
use super::leak::groups;
use super::rebuild::Step;
use super::repair::{Repair, of_refusal, of_signature};
use super::search::base::Base;

/// The received head, the heads that undoing a whole group of changes leads to, and the ways in which
/// a client may have put its string together; or, where the claim cannot be read or its signature is
/// no MAC, the heads that repair that. Cheapest first.
pub(super) fn bases<'a>(world: &World<'a>, verdict: &Verdict, case: Option<&Case<'a>>) -> Vec<Base<'a>> {
    let mut all = match (case, verdict) {
        (Some(case), _) if case.examination.presented.signature.digest.is_none() => repaired(world, of_signature(case)),
        (Some(case), _) => readable(world, case),
        (None, Verdict::Refused(refusal)) => repaired(world, of_refusal(world, refusal)),
        (None, Verdict::Anonymous(_)) if claims_as_a_form(world.received) => repaired(world, vec![signed_for_put()]),
        (None, _) => Vec::new(),
    };
    all.sort_by_key(|base| base.cost);
    all
}

/// Whether a request that the service takes for a browser upload presents a signature in its head all
/// the same: there the service does not look for one ("`PostObject`").
pub(super) fn claims_as_a_form(received: &Received) -> bool {
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

fn readable<'a>(world: &World<'a>, case: &Case<'a>) -> Vec<Base<'a>> {
    let plain = Case::new(*world, &[]).and_then(|case| Base::new(0, 0, Rc::new(case)));
    let grouped = groups(case).into_iter().filter_map(|steps| {
        let case = Case::new(*world, &steps)?;
        Base::new(GROUP, 0, Rc::new(case))
    });
    let varied = plain.iter().flat_map(variations).collect::<Vec<Base<'_>>>();
    plain.into_iter().chain(grouped).chain(varied).collect()
}

fn repaired<'a>(world: &World<'a>, repairs: Vec<Repair>) -> Vec<Base<'a>> {
    let bases = repairs.into_iter().filter_map(|repair| {
        let case = Case::new(*world, &repair.steps)?;
        Base::new(repair.cost, 1, Rc::new(case))
    });
    bases.collect()
}

fn variations<'b, 'a>(base: &'b Base<'a>) -> impl Iterator<Item = Base<'a>> + use<'a, 'b> {
    ALL.iter().filter_map(|variation| base.varied(variation))
}

/// All bases with one more variation each, which the first search left out.
pub(super) fn varied_once_more<'a>(bases: &[Base<'a>]) -> Vec<Base<'a>> {
    let mut all: Vec<Base<'a>> = bases
        .iter()
        .filter(|base| base.cost > 0)
        .flat_map(|base| ALL.iter().filter_map(|variation| base.varied_beside(variation)))
        .collect();
    all.sort_by_key(|base| base.cost);
    all
}

/// The id that no known key has.
pub(super) fn unknown_key(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Refused(Refusal::UnknownKey { key_id }) => Some(key_id),
        _ => None,
    }
}

/// A leak is an everyday cause: all response fields of a download at once (ali-sdk/ali-oss#398).
const GROUP: u8 = 2;

/// The cost of another method, a known cause.
const FORM: u8 = 3;
