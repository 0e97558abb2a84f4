//! From a received request to a proven explanation. Pure: no I/O, no clock, no randomness.
//!
//! - [`diagnose`]: the entry
//! - `model`: what goes in and what comes out
//! - `code`: the stable codes of findings, each with a long text

mod code;
mod diagnose;
mod model;

pub use code::{Code, CodeError};
pub use diagnose::diagnose;
pub use model::*;
