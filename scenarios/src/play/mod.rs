//! Plays a scenario: the client's steps, in their order, against a server.
//!
//! - [`outcome`] what is asked of a play, and what comes of it
//! - [`steps`] the steps
//! - `upload` the call of the SDK among them

pub mod outcome;
pub mod steps;
mod upload;

pub use outcome::{PlayError, PlayOptions, Played, Sent};
pub use steps::{play, play_with, rehearse};
