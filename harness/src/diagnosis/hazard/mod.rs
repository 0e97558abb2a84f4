//! What does harm whether or not the signature verifies.

mod body;
mod expires;
mod framing;
mod leaked;
mod names;

use std::collections::BTreeMap;

use super::case::World;
use super::{Code, Hazard, VerdictKind};
use crate::words::words;

/// All hazards of a request, in the order of its head.
pub(super) fn hazards(world: &World<'_>, verdict: VerdictKind) -> Vec<Hazard> {
    let mut all = Vec::new();
    leaked::find(world, verdict, &mut all);
    framing::find(world, &mut all);
    body::find(world, &mut all);
    names::find(world, &mut all);
    expires::find(world, &mut all);
    all.sort_by_key(|hazard| (hazard.span.map_or(usize::MAX, |span| span.start), hazard.code));
    few_of_each(all)
}

/// The first of each kind, and how many more there are.
fn few_of_each(all: Vec<Hazard>) -> Vec<Hazard> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut few = Vec::new();
    for hazard in all {
        let count = counts.entry(hazard.code).or_default();
        *count += 1;
        if *count <= MOST {
            few.push(hazard);
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
        few.push(Hazard {
            code,
            element: None,
            span: None,
            words: words!("{} more places show the same", count - MOST),
        });
    }
    few
}

/// So many of one kind; the rest is counted.
const MOST: usize = 64;
