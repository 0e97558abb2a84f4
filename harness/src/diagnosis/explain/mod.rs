//! From findings of the search to what a person is told.

mod choose;
mod edits;
mod help;
mod lines;
mod other_hash;
mod reduce;
mod tell;

pub(super) use choose::{explanations, other_key};
pub(super) use edits::of_note as edit_of_note;
pub(super) use lines::{compare, computed, given_string};
pub(super) use other_hash::other_hash;
pub(super) use reduce::holds;
pub(super) use tell::tell;
