//! Text for people, in which our own words and what came from outside stay apart.
//!
//! - [`Words`]: pieces that are ours, and pieces from outside; made by `words!`
//! - [`Wire`]: bytes from outside; their `Display` is the one escaper, so that no terminal obeys them
//! - `refusal`: the verifier's own sentences
//! - [`visible`]: the escaper for texts in which both stand together already
//! - `say`: what may stand in a sentence

mod refusal;
mod say;
mod sentence;
mod visible;
mod wire;

pub use say::Say;
pub use sentence::Words;
pub use visible::visible;
pub use wire::{Wire, wire};

pub(crate) use sentence::{fill, gaps, words};
pub(crate) use wire::{left_out, shown, shown_text, whole_characters};
