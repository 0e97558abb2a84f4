//! One head to vary, with its canonical form, and what can be done to it.
//!
//! - `varied`: the head and the world around it; `layout`: its canonical form in pieces
//! - `edit`: steps that edit a head; `form`: a form with other values; `change`: what a difference stands for
//! - `host`: the host that a request is for
//! - `misplaced_claim`: heads in which a claim nearly stands; `signature`: what a text is that is none;
//!   `swapped`: secrets sent where an id belongs
//! - `volatile`: values that are rewritten on the way; `text`: rewriting byte strings

pub(super) mod change;
pub(super) mod edit;
pub(super) mod form;
pub(super) mod host;
pub(super) mod layout;
pub(super) mod misplaced_claim;
pub(super) mod signature;
pub(super) mod swapped;
pub(super) mod text;
mod varied;
pub(super) mod volatile;

pub(super) use varied::{Case, MOST_BEHIND, MOST_PARTS, Texts, World, places};
