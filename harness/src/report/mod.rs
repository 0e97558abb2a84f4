//! Renders values; computes nothing. One renderer a file.
//!
//! - [`terminal`]: for reading in a terminal, as a compiler reports
//! - [`markdown`]: the page `REPORT.md`
//! - [`json`]: for other programs (schema 1)

mod finding;
pub mod json;
mod location;
mod look;
pub mod markdown;
pub mod terminal;
mod words;

pub use location::Location;
pub use look::{Look, Paint};
pub(crate) use words::count;
