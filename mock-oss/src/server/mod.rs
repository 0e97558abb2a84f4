//! The service: a listener goes in, answers and a ledger come out.
//!
//! - `handle`: [`Server::start`], the accept loop, shutdown
//! - `connection`: one task per connection, the tap below hyper; one request after the other: arrival,
//!   verdict, operation, answer, ledger entry; bodies in
//! - `operation`: the table of what can be asked for, and doing it
//! - `upload`, `reply`: bodies kept, bodies out
//! - `error`, `xml`: one exhaustive match from every reason to OSS's words
//! - [`ledger`](Ledger): what was received, judged and answered

mod claim_error;
mod config;
mod connection;
mod document;
mod error;
mod fault;
mod fault_error;
mod form_error;
mod handle;
mod http_refusal;
mod ledger;
mod markup;
mod names;
mod operation;
mod range;
mod refused;
mod reply;
mod request_id;
mod service;
mod time;
mod upload;
mod xml;

pub use config::{Bounds, Buckets, Config, EtagCase};
pub use handle::Server;
pub use http_refusal::HttpRefusal;
pub use ledger::{Answer, Entry, EntryId, Ledger, LedgerBounds, Outcome};
pub use operation::Cors;
pub use request_id::{RequestIds, SequentialIds};
