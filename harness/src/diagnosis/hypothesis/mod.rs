//! Families of hypotheses: what may have happened between signing and verifying.
//!
//! A family looks at a [`Case`] and proposes other texts for pieces of its canonical form, each
//! with a cost and with what it stands for. A wrong proposal costs time and can prove nothing.

mod ask;
mod body;
mod client_lines;
mod client_parameters;
mod client_resource;
mod content_type;
mod dates;
mod host;
mod inserted;
pub(crate) mod keys;
mod listed;
mod locale;
mod media_types;
mod names;
pub(crate) mod note;
mod path;
mod query;
mod query_and_client;
mod removed;
mod values;
pub(crate) mod variations;
mod verb;

pub(crate) use ask::ask;

use super::case::Case;
use super::search::proposal::{Cost, MANY, Proposals};

/// One family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Family {
    /// What it tries, in words.
    pub(crate) words: &'static str,
    /// The cost of its cheapest proposal.
    pub(crate) floor: Cost,
    /// Proposes.
    pub(crate) propose: fn(&Case<'_>, &mut Proposals<'_>),
}

/// All families, in the order in which they are told.
pub(crate) const FAMILIES: &[Family] = &[
    removed::FAMILY,
    content_type::FAMILY,
    dates::FAMILY,
    verb::FAMILY,
    inserted::FAMILY,
    body::FAMILY,
    values::FAMILY,
    names::FAMILY,
    path::FAMILY,
    query::FAMILY,
    host::FAMILY,
    listed::FAMILY,
    client_resource::FAMILY,
    client_parameters::FAMILY,
    client_lines::FAMILY,
    query_and_client::FAMILY,
];

/// An everyday cause.
const EVERYDAY: Cost = 2;
/// A known cause.
const KNOWN: Cost = 3;
/// A cause seen now and then.
const SELDOM: Cost = 4;
/// A cause seen once or twice.
const RARE: Cost = 5;
/// Not seen, but of a kind that was.
const FAR: Cost = MANY;
