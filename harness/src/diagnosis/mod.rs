//! From a received request to a proven explanation. Pure: no I/O, no clock, no randomness.
//!
//! # Layout
//!
//! A folder knows those below it only:
//!
//! - [`diagnose`]: the entry
//! - `findings`: what is certain without search, and ends without a proof
//! - `explain`: from a hit to edits, lines and words; `redact`: secrets, tokens and signatures taken out of all that
//!   is shown; `search`: every combination of hypotheses, best first, against the presented signature
//! - `hypothesis`: what may have happened; `attribution`: who did it; `hazard`: what does harm whether or not the
//!   signature verifies
//! - `leak`: fields of responses in requests
//! - `transformation`: what software does to text, and what undoes it
//! - `case`: one head to vary, with its canonical form
//! - `model`: what goes in and what comes out
//! - `code`: the stable codes of findings

mod attribution;
mod case;
mod code;
mod diagnose;
mod explain;
mod findings;
mod hazard;
mod hypothesis;
mod leak;
mod model;
mod redact;
mod search;
mod transformation;

pub use case::host::host;
pub use code::{Code, CodeError};
pub use diagnose::diagnose;
pub(crate) use findings::apart::{apart, suggests};
pub(crate) use findings::s3_scope;
pub use model::*;
pub use redact::Masker;
pub(crate) use redact::redacted;
