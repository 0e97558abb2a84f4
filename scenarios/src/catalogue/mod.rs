//! The scenarios, a family per file.
//!
//! - [`local`] bodies at hand
//! - [`leaks`] the stream of `request`, handed to an SDK that passes it on
//! - [`upstreams`] the servers that the downloads come from

pub mod leaks;
pub mod local;
pub mod upstreams;

use crate::scenario::Scenario;

/// All scenarios, in the order in which they are best read.
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    [local::FAMILY, leaks::FAMILY].into_iter().flatten()
}
