//! The search for strings whose MAC is the presented signature.
//!
//! A canonical form is laid out as [`slot`]s: pieces of text, most of them a line each. A
//! [`proposal`] gives some slots another text, at a cost. [`lattice`] compiles base texts and
//! proposals into flat tables, [`walk`] visits every combination of an exact total cost depth first,
//! sharing the MAC state of common prefixes, and [`levels`] asks for one cost after the other.
//! A [`base`] is a head to begin at, or a way in which a client puts its string together; a [`key`] is
//! one more choice, made at the end. So any combination of up to three changes, of whatever kind, has
//! one place and one cost.

pub(super) mod base;
pub(super) mod ideas;
pub(super) mod key;
pub(super) mod lattice;
pub(super) mod levels;
mod meter;
pub(super) mod proposal;
pub(super) mod purse;
pub(super) mod slot;
pub(super) mod target;
pub(super) mod walk;
