//! Who made a difference, as far as the evidence goes.

mod caches;
mod clients;
mod gateway;
mod upstream;

use super::case::World;
use super::{Attribution, Edit};

/// The author of an edit, from the head alone and from the download's response where it is given.
pub(super) fn author(world: &World<'_>, edit: &Edit) -> Option<Attribution> {
    let of_log = gateway::author(world, edit);
    let of_fields = upstream::author(world, edit).or_else(|| clients::author(world, edit));
    of_log.or(of_fields).or_else(|| caches::author(world, edit))
}
