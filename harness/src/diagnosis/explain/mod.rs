//! From solutions of the search to what a person is told.

mod choose;
mod edits;
mod first;
mod fitted;
mod help;
mod lines;
mod parameters;
mod reduce;
mod rewriting;
mod shape;
mod slipped;
mod tell;
mod transformed;

pub(super) use choose::{explanations, other_key};
pub(super) use first::tell_first;
pub(super) use fitted::fit;
pub(super) use lines::{compare, computed, given_string};
pub(super) use parameters::spelled_otherwise;
pub(super) use reduce::holds;
pub(super) use rewriting::Rewriting;
pub(super) use shape::UNDERSCORE;
pub(super) use slipped::explain_by_slip;
