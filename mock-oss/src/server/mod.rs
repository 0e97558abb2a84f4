//! The service: a listener goes in, answers and a ledger come out.
//!
//! - `handle`: [`Server::start`], the accept loop, shutdown
//! - `connection`: one task per connection, the tap below hyper; one request after the other: arrival,
//!   verdict, operation, answer, ledger entry; bodies in
//! - `operation`: the table of what can be asked for, and doing it
//! - `upload`: bodies kept
//! - `reply`: answers, and what they are written in
//! - `error`: one exhaustive match a kind from every reason to OSS's words
//! - [`ledger`](Ledger): what was received, judged and answered

mod config;
mod connection;
mod error;
mod handle;
mod ledger;
mod operation;
mod reply;
mod service;
mod upload;

pub use config::{Bounds, Buckets, Config, EtagCase};
pub use error::HttpRefusal;
pub use handle::Server;
pub use ledger::{Answer, Entry, EntryId, Ledger, LedgerBounds, Outcome, Recorded};
pub use operation::Cors;
pub use reply::{RequestIds, SequentialIds};
