//! One connection, from its place among the others to its last request.
//!
//! - `places`: how many there may be, and who makes way
//! - `serve`: one task per connection, the tap below hyper, the watch over silent clients
//! - `exchange`: one request: arrival, verdict, operation, answer, ledger entry
//! - `closing`: the end: what hyper does not say, and saying it so that it arrives
//! - `inbound`, `frames`: bodies on their way in
//! - `aside`: a future beside a busy one

mod aside;
mod closing;
mod exchange;
mod frames;
mod inbound;
mod places;
mod serve;

pub(super) use closing::turn_away;
pub(super) use frames::Frames;
pub(super) use inbound::Inbound;
pub(super) use places::Places;
pub(super) use serve::{Admitted, serve};
