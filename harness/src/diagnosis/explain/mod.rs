//! From findings of the search to what a person is told.

mod choose;
mod edits;
mod help;
mod lines;
mod reduce;
mod tell;

pub(super) use choose::explanations;
pub(super) use lines::{compare, computed};
pub(super) use tell::tell;
