//! What does harm whether or not the signature verifies.

mod body;
mod expires;
mod framing;
mod leaked;
mod names;

use super::case::World;
use super::{Hazard, VerdictKind};

/// All hazards of a request, in the order of its head.
pub(super) fn hazards(world: &World<'_>, verdict: VerdictKind) -> Vec<Hazard> {
    let mut all = Vec::new();
    leaked::find(world, verdict, &mut all);
    framing::find(world, &mut all);
    body::find(world, &mut all);
    names::find(world, &mut all);
    expires::find(world, &mut all);
    all.sort_by_key(|hazard| (hazard.span.map_or(usize::MAX, |span| span.start), hazard.code));
    all
}
