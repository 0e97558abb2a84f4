//! The mock OSS for somebody's own client: every request diagnosed, everything to be looked at.
//!
//! - [`Serving`]: both servers, running
//! - [`Journal`]: the diagnosed requests, the newest kept
//! - `watch`: from the ledger to the journal
//! - `inspect`: the journal over HTTP, as JSON and as server-sent events

mod inspect;
mod journal;
mod reply;
mod serving;
mod watch;

pub use journal::{Journal, Judged};
pub use serving::{Plan, Serving};
