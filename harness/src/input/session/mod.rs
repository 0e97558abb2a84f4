//! Puts together what belongs to one request: head, body, answer, the client's string.
//!
//! - `join`: what the readers of the formats report to
//! - `sent`: a request as one line or block shows it; `strings`: strings that wait for their request
//! - `answers`: answers that may be downloads

mod answers;
mod join;
mod sent;
mod strings;

pub(super) use join::Session;
pub(super) use sent::{Layer, Sent};
pub(super) use strings::{ClientString, StringKind};
