//! The string that the client says it signed.
//!
//! - `judge`: what a given text turns out to be; `v4`: the two strings of V4
//! - `layout`: a text as pieces of the case's canonical form
//! - `changes`: what leads from the service's pieces to the signed ones
//! - `alignment`: which line of one text stands for which of another; `differences`: what differs, in words
//! - `beside`: both sides' strings, stage beside stage, before anything is searched
//! - `service`: what the service says that it hashed
//! - `ways`: what software does that makes one of the other
//! - `words`: what a person is told of a given text

mod alignment;
mod beside;
mod changes;
mod differences;
mod judge;
mod layout;
mod service;
mod v4;
mod ways;
mod words;

pub(crate) use beside::{beside, given_strings};
pub(crate) use differences::{Sides, differences};
pub(crate) use judge::{Given, judge};
pub(crate) use service::{other_string, string_of_other_head};
pub(crate) use ways::advice;
pub(crate) use words::{other_secret, remark};
