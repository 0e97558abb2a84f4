//! The scenarios, a family per file.
//!
//! - [`local`] bodies at hand
//! - [`incoming`] plain response streams
//! - [`leaks`] the stream of `request`, handed to an SDK that passes it on
//! - [`oss_hosted`] the same, downloaded from the store itself
//! - [`cdn`] the same, downloaded through a content delivery network
//! - [`framing`] the same, in chunks, compressed, or with a length that the caller gave
//! - [`wechat`] the mini-program code of the original report
//! - [`fixes`] what repairs them
//! - [`upstreams`] the servers that the downloads come from

pub mod cdn;
pub mod fixes;
pub mod framing;
pub mod incoming;
pub mod leaks;
pub mod local;
pub mod oss_hosted;
pub mod upstreams;
pub mod wechat;

use crate::scenario::Scenario;

/// All scenarios, in the order in which they are best read.
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    [
        local::FAMILY,
        incoming::FAMILY,
        leaks::FAMILY,
        oss_hosted::FAMILY,
        cdn::FAMILY,
        framing::FAMILY,
        wechat::FAMILY,
        fixes::FAMILY,
    ]
    .into_iter()
    .flatten()
}

/// The scenario of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Scenario> {
    all().find(|scenario| scenario.name == name)
}
