//! The mock OSS for somebody's own client: every request diagnosed, everything to be looked at.
//!
//! - [`Serving`]: both servers, running
//! - [`Journal`]: the diagnosed requests, the newest kept; [`Archive`]: the same on disk
//! - `watch`: from the ledger to the journal
//! - `inspect`: the journal over HTTP, as JSON and as server-sent events

mod archive;
mod inspect;
mod journal;
mod record;
mod reply;
mod serving;
mod watch;

pub use archive::Archive;
pub use journal::{Journal, Judged, News};
pub use record::Record;
pub use serving::{Plan, Serving};
