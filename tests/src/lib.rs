//! What the named commands of this package and its suite share; the suite itself is in `main.rs`.
//!
//! # Layout
//!
//! - [`accuracy`]: the diagnosis, measured on requests that were broken on purpose
//! - [`real`]: uploads by real clients: the matrix, the recordings, and how the two are compared

pub mod accuracy;
pub mod real;
