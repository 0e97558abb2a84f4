//! Where the search begins.

use std::rc::Rc;

use mock_oss::verify::{Digest, Refusal, Request, Verdict, read_claim};
use mock_oss::wire::Received;

use super::start::Start;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::hypothesis::client::assembly::ALL;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::repair::{Repair, for_refusal, for_signature, other_macs};
use crate::diagnosis::leak::groups;
use crate::diagnosis::{Budget, Limit};

/// Where a search begins, and what kept other heads out.
#[derive(Debug)]
pub(crate) struct Starts<'a> {
    /// Cheapest first.
    pub(crate) all: Vec<Start<'a>>,
    /// How many bytes their heads take.
    pub(crate) held: usize,
    /// Why there are not more.
    pub(crate) cut: Option<Limit>,
}

/// The received head, the heads that undoing a whole group of changes leads to, and the ways in which
/// a client may have put its string together; or, where the claim cannot be read or its signature is
/// no MAC, the heads that repair that. Cheapest first.
pub(crate) fn starts<'a>(
    world: &World<'a>,
    verdict: &Verdict,
    case: Option<&Rc<Case<'a>>>,
    budget: &Budget<'_>,
) -> Starts<'a> {
    let mut starts = Starts {
        all: Vec::new(),
        held: 0,
        cut: None,
    };
    match (case, verdict) {
        (Some(case), _) if case.examination.presented.signature.digest.is_none() => {
            starts.add(world, (&[], 0, 0), budget);
            starts.repaired(world, for_signature(case), budget);
        }
        (Some(case), _) => starts.readable(world, case, budget),
        (None, Verdict::Refused(refusal)) => {
            let (repairs, is_cut) = for_refusal(world, refusal);
            starts.cut = is_cut.then_some(Limit::Room);
            starts.repaired(world, repairs, budget);
        }
        (None, Verdict::Anonymous(_)) if claims_as_a_form(world.received) => {
            starts.repaired(world, vec![signed_for_put()], budget);
        }
        (None, _) => {}
    }
    starts.all.sort_by_key(|start| start.cost);
    starts
}

/// Whether a request that the service takes for a browser upload presents a signature in its head all
/// the same: there the service does not look for one ("`PostObject`").
pub(crate) fn claims_as_a_form(received: &Received) -> bool {
    received.method() == b"POST" && matches!(read_claim(&Request::new(received)), Ok(Some(_)))
}

/// A form posted to a URL that was signed for PUT (mini programs cannot PUT: EC 0002-00000040), on a
/// host and path that name no key.
fn signed_for_put() -> Repair {
    Repair {
        steps: vec![Step::Method(b"PUT".to_vec())],
        cost: FORM,
    }
}

impl<'a> Starts<'a> {
    fn readable(&mut self, world: &World<'a>, case: &Rc<Case<'a>>, budget: &Budget<'_>) {
        self.begin_at(case, 0, 0);
        let plain = self.all.len();
        for steps in if case.is_form() { Vec::new() } else { groups(case) } {
            self.add(world, (&steps, GROUP, 0), budget);
        }
        if !case.is_large() {
            let varied: Vec<Start<'_>> = self.all[..plain].iter().flat_map(variations).collect();
            self.all.extend(varied);
        }
    }

    fn repaired(&mut self, world: &World<'a>, repairs: Vec<Repair>, budget: &Budget<'_>) {
        for repair in repairs {
            self.add(world, (&repair.steps, repair.cost, 1), budget);
        }
    }

    /// The head after some steps, their cost and number, while there are time and room: each start holds a whole
    /// head.
    fn add(&mut self, world: &World<'a>, (steps, cost, changes): (&[Step], Cost, usize), budget: &Budget<'_>) {
        let is_late = !self.all.is_empty() && budget.is_late();
        if is_late || self.held > budget.bytes / SHARE {
            let limit = if is_late { Limit::Time } else { Limit::Room };
            self.cut.get_or_insert(limit);
            return;
        }
        if let Some(case) = Case::new(*world, steps) {
            self.begin_at(&Rc::new(case), cost, changes);
        }
    }

    fn begin_at(&mut self, case: &Rc<Case<'a>>, cost: Cost, changes: usize) {
        self.held += case.size();
        self.all
            .extend(macs(case).into_iter().map(|mac| Start::new(cost, changes, case, mac)));
    }
}

/// What the presented signature stands for: its own MAC; of a received text that is none, those that the other
/// hash may have made.
fn macs(case: &Case<'_>) -> Vec<Digest> {
    match &case.examination.presented.signature.digest {
        Some(own) => vec![own.clone()],
        None if case.steps.is_empty() => other_macs(case),
        None => Vec::new(),
    }
}

/// Of the bytes of a budget, the heads to begin at take no more than this part.
const SHARE: usize = 4;

fn variations<'b, 'a>(start: &'b Start<'a>) -> impl Iterator<Item = Start<'a>> + use<'a, 'b> {
    ALL.iter().filter_map(|variation| start.varied(variation))
}

/// All starts with one more variation each, which the first search left out.
pub(crate) fn varied_once_more<'a>(starts: &[Start<'a>]) -> Vec<Start<'a>> {
    let mut all: Vec<Start<'a>> = starts
        .iter()
        .filter(|start| start.cost > 0 && !start.case.is_large())
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
