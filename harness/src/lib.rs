//! Plays uploads against a mock OSS, proves which part of a request broke its signature, reports it.
//!
//! # Layout
//!
//! - [`diagnosis`]: from a received request to a proven explanation; pure

pub mod diagnosis;
