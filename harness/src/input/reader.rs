//! What all readers of a format have in common.

use std::fmt;

use super::InputError;
use super::session::Session;
use super::source::Lines;

/// A reader of one format: takes the input piece by piece and reports what it sees to the session.
pub(super) trait Reader: fmt::Debug {
    /// Takes the next piece. `false` at the end of the input.
    ///
    /// # Errors
    /// What departs from the format, or what cannot be read.
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError>;
}
