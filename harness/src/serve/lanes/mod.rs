//! From the server's ledger to the request log: each request is diagnosed once it is settled.
//!
//! - `quick`: every request, within milliseconds; most end here
//! - `waiting`: what waits for it
//! - `slow`: those that need a longer search, one after another, a few of them waiting
//! - `judge`: the diagnosis of one request within a time; `stop`: the end of all searches

mod judge;
mod quick;
mod slow;
mod stop;
mod waiting;

pub(super) use judge::Knowledge;
pub(super) use quick::watch;
pub(super) use slow::{lane, search};
pub(super) use stop::Stop;
