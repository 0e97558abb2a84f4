//! A mock of Alibaba Cloud OSS that verifies signatures from the bytes that arrived.
//!
//! # Layout
//!
//! - [`wire`]: a tap below hyper, a framer, and [`wire::Received`]: bytes plus spans
//! - [`verify`]: claim, canonical form with provenance, verdict; pure
//! - [`clock`], [`keyring`], [`secret`], [`site`]: what comes in as an argument

pub mod clock;
pub mod keyring;
pub mod secret;
pub mod site;
pub mod verify;
pub mod wire;
