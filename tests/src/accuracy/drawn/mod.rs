//! Faults that no catalogue lists: what software does to text, drawn at random, at random places of the heads of
//! real clients.
//!
//! The grammar is written from descriptions of libraries and formats, and shares nothing with the diagnosis. A case
//! is within reach when the grammar itself leads back from what arrived to what was signed, fault by fault.
//!
//! - [`rule`]: the grammar; [`place`]: where a text stands; `texts`: texts to do something to
//! - [`draw`]: a case; [`count`]: many cases, counted

pub mod count;
pub mod draw;
pub mod place;
pub mod rule;
mod texts;
