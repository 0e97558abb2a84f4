//! For reading in a terminal: a compiler's report over the received head.
//!
//! - `runs`: a run of scenarios; `requests`: one request with its diagnosis

mod requests;
mod runs;

pub use requests::{Served, answer, captured, diagnosis, served};
pub use runs::{Detail, run};
