//! From a received request to a proven explanation. Pure: no I/O, no clock, no randomness.
//!
//! # Layout
//!
//! - [`diagnose`]: the entry
//! - `model`: what goes in and what comes out
//! - `code`: the stable codes of findings
//! - `case`: one head to vary, with its canonical form; `rebuild`: steps that edit a head
//! - `hypothesis`: what may have happened; `leak`: fields of responses in requests
//! - `search`: every combination of hypotheses, best first, against the presented signature
//! - `explain`: from a hit to edits, lines and words; `attribution`: who did it

mod attribution;
mod case;
mod code;
mod diagnose;
mod explain;
mod hypothesis;
mod leak;
mod model;
mod rebuild;
mod search;
mod text;

pub use code::{Code, CodeError};
pub use diagnose::diagnose;
pub use model::*;
