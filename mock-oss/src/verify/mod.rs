//! What the service makes of a request: claim, canonical form, verdict.
//!
//! Everything here is pure: no I/O, no clock, no randomness. Schemes are parallel folders with
//! the same file names; [`examine`] is the one place that knows them all.

mod address;
mod canonical;
mod date;
mod decode;
mod examine;
mod line;
mod mac;
mod presented;
mod refusal;
mod token;
pub mod v1;
mod verdict;

pub use address::{Address, Addressing};
pub use canonical::{Canonical, Stage, StageName};
pub use date::{SKEW, parse_date};
pub use decode::{percent_decode, query_decode};
pub use examine::{Examination, examine, verify};
pub use line::{Line, Provenance, Rule, Slot};
pub use mac::{Digest, Keyed, Running};
pub use presented::{Claim, Presented, PresentedError, Scheme, Scope, Signature, TimeClaim};
pub use refusal::Refusal;
pub use verdict::{Mismatch, Verdict, Verified};
