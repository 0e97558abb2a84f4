//! A mock of Alibaba Cloud OSS that verifies signatures from the bytes that arrived.
//!
//! # Layout
//!
//! - [`wire`]: a tap below hyper, a framer, and [`wire::Received`]: bytes plus spans
//! - [`verify`]: claim, canonical form with provenance, verdict; pure
//! - [`store`]: buckets and objects behind a small trait
//! - [`server`]: a listener in, answers and a ledger out
//! - [`clock`], [`keyring`], [`secret`], [`site`]: what comes in as an argument

pub mod clock;
pub use verify::keyring;
pub mod secret;
pub mod server;
pub mod site;
pub mod store;
pub mod verify;
pub mod wire;
