//! What the service makes of a request: claim, canonical form, verdict.
//!
//! Everything here is pure: no I/O, no clock, no randomness.
//!
//! - [`scheme`]: the signature protocols, a folder each
//! - `claim`: what a client claims
//! - `canonical`: what the service hashes
//! - [`policy`]: what a form's policy allows
//! - [`Request`] and [`Service`]: what is judged, and who judges; `judge`: from received bytes to a verdict
//! - [`keyring`]: which access keys exist

mod address;
mod canonical;
mod claim;
mod judge;
pub mod keyring;
mod mac;
pub mod policy;
mod refusal;
mod request;
pub mod scheme;
mod verdict;

pub use address::{Address, Addressing};
use canonical::parameters::Parameters;
pub use canonical::{
    Canonical, Line, Provenance, Rule, Slash, Slot, Stage, StageName, percent_decode, query_decode, uri_encode,
};
pub use claim::{
    Claim, ClaimFault, FILE, FormError, ListError, Presented, PresentedError, S3Style, SKEW, Signature, TimeClaim,
    Token, TokenPlace, is_form_upload, names, parse_date, parse_unix, read_claim,
};
pub use judge::{Examination, examine, verify};
pub use mac::{Digest, Keyed, Mac, Running};
pub use refusal::Refusal;
pub use request::{Request, Service};
pub use scheme::{Scheme, Scope, v1, v2, v4};
pub use verdict::{Decision, Mismatch, Verdict, Verified};
