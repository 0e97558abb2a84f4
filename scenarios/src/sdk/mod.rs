//! The npm package `ali-oss`, in the generations whose requests differ.
//!
//! - [`release`] which release runs on what
//! - [`headers`] the JavaScript object that the SDK collects fields in
//! - [`complete`] which fields an upload gets, and in which order
//! - [`content_type`] the type that the key's extension stands for
//! - [`target`] path and host of the request
//! - `sign` what is signed, with which scheme
//! - [`open`] signing, and handing over to urllib and Node
//!
//! What is said here about order and case was read in the packages' sources and compared with
//! heads that the packages really sent (`tests/captures`).

pub mod complete;
pub mod content_type;
pub mod headers;
pub mod open;
pub mod release;
mod sign;
pub mod target;

pub use release::{Generation, HandOver, NameCase, Sdk};
