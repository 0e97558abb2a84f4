//! The regression suite, one binary.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod captured_heads;
mod support;
