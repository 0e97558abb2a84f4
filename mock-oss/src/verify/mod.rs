//! What the service makes of a request: claim, canonical form, verdict.
//!
//! Everything here is pure: no I/O, no clock, no randomness. Schemes are parallel folders with
//! the same file names; [`examine`] is the one place that knows them all.

mod additional;
mod address;
mod canonical;
mod claim_parts;
mod date;
mod decode;
mod encode;
mod examine;
mod headers;
mod line;
mod lines;
mod mac;
mod parameters;
pub mod post;
mod presented;
mod read;
mod refusal;
mod signed_date;
mod token;
pub mod v1;
pub mod v2;
pub mod v4;
mod verdict;

pub use additional::ListError;
pub use address::{Address, Addressing};
pub use canonical::{Canonical, Stage, StageName};
pub use date::{SKEW, parse_date, parse_unix};
pub use decode::{percent_decode, query_decode};
pub use encode::{Slash, uri_encode};
pub use examine::{Examination, examine, examine_form, verify, verify_form};
pub use line::{Line, Provenance, Rule, Slot};
pub use mac::{Digest, Keyed, Running};
pub use presented::{Claim, Presented, PresentedError, S3Style, Scheme, Scope, Signature, TimeClaim};
pub use read::read as read_claim;
pub use refusal::Refusal;
pub use token::{Token, TokenPlace};
pub use verdict::{Decision, Mismatch, Verdict, Verified};
