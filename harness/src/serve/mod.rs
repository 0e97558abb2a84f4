//! The mock OSS for somebody's own client: every request diagnosed, everything to be looked at.
//!
//! - [`Serving`]: both servers, running
//! - [`RequestLog`]: the diagnosed requests, the newest kept; [`Archive`]: the same on disk
//! - `lanes`: from the server's ledger to the request log, slow searches beside the quick ones
//! - `inspect`: the request log over HTTP, as JSON and as server-sent events

mod archive;
mod fit;
mod inspect;
mod judged;
mod lanes;
mod record;
mod request_log;
mod serving;

pub use archive::Archive;
pub use inspect::{AllowedHosts, HostName, NotAHost};
pub use judged::Judged;
pub use record::Record;
pub use request_log::{News, RequestLog};
pub use serving::{Plan, Serving};
