//! The search for strings whose MAC is the presented signature.
//!
//! A canonical form is laid out in pieces of text, most of them a line each. A proposal gives some
//! pieces another text, at a cost. [`lattice`] compiles base texts and proposals into flat tables,
//! [`walk`] visits every combination of an exact total cost depth first, sharing the MAC state of
//! common prefixes (`target`), and [`levels`] asks for one cost after the other. A [`start`] is a head
//! to begin at, or a way in which a client puts its string together ([`starts`]: all of them); a key
//! is one more choice, made at the end. So any combination of up to three changes, of whatever kind,
//! has one place and one cost.
//!
//! - `allowance`: what a combination may cost; `spending`: what a budget has left

pub(super) mod allowance;
#[cfg(test)]
mod brute;
mod lattice;
pub(super) mod levels;
mod spending;
pub(super) mod start;
pub(super) mod starts;
mod target;
mod walk;
