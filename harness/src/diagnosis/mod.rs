//! From a received request to a proven explanation. Pure: no I/O, no clock, no randomness.
//!
//! # Layout
//!
//! - [`diagnose`]: the entry; [`diagnose_form`]: the one for browser uploads
//! - `model`: what goes in and what comes out
//! - `code`: the stable codes of findings
//! - `case`: one head to vary, with its canonical form; `rebuild`: steps that edit a head
//! - `hypothesis`: what may have happened; `leak`: fields of responses in requests
//! - `search`: every combination of hypotheses, best first, against the presented signature
//! - `explain`: from a hit to edits, lines and words; `attribution`: who did it
//! - `volatile`: values of headers that are rewritten on the way; `text`: rewriting byte strings; `spans`: places as shown
//! - `structure`: what is certain without search; `repair`: claims that cannot be read
//! - `begun`: what is known before the search; `bases`: where it begins; `given`: the client's own string; `ends`: ends without a proof
//! - `redact`: secrets, tokens and signatures taken out of all that is shown
//! - `hazard`: what does harm whether or not the signature verifies

mod attribution;
mod bases;
mod begun;
mod case;
mod code;
mod diagnose;
mod ends;
mod explain;
mod form;
mod given;
mod hazard;
mod hypothesis;
mod leak;
mod model;
mod rebuild;
mod redact;
mod repair;
mod search;
mod spans;
mod structure;
mod text;
mod volatile;

pub use code::{Code, CodeError};
pub use diagnose::diagnose;
pub use form::diagnose_form;
pub use model::*;
pub use redact::redact_text;
