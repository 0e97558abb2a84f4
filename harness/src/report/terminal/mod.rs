//! For reading in a terminal: a compiler's report over the received head.
//!
//! - `runs`: a run of scenarios; `requests`: one request with its diagnosis
//! - `paint`: colours

mod paint;
mod requests;
mod runs;

pub use paint::Paint;
pub use requests::{Served, captured, diagnosis, served};
pub use runs::{Detail, run};
