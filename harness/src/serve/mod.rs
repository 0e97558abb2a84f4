//! The mock OSS for somebody's own client: every request diagnosed, everything to be looked at.
//!
//! - [`Serving`]: the mock OSS and its inspect address, running
//! - [`Watching`]: from a ledger to the inspect address, as the relay has it too
//! - [`RequestLog`]: the diagnosed requests, the newest kept; [`Archive`]: the same on disk
//! - [`Settled`]: what became of a request, whoever answered it
//! - [`Room`]: how many connections fit where few files may be open
//! - `lanes`: from the server's ledger to the request log, slow searches beside the quick ones
//! - `inspect`: the request log over HTTP, as JSON and as server-sent events

mod archive;
mod fit;
mod inspect;
mod judged;
mod lanes;
mod record;
mod request_log;
mod room;
mod serving;
mod settled;
mod watching;

pub use archive::Archive;
pub(crate) use inspect::Authority;
pub use inspect::{AllowedHosts, HostName, NotAHost};
pub use judged::{Concern, Judged};
pub use record::Record;
pub use request_log::{News, RequestLog, Tally};
pub use room::Room;
pub use serving::{Plan, Serving};
pub use settled::{Reach, Relayed, Settled};
pub use watching::{WatchPlan, Watching};
