//! What the logs and copies have in common that are read a line at a time.

use std::fmt;

use super::session::Session;
use super::{InputError, Place};

/// One way in which a log, a tool or a copy shows requests. Every line of a text is offered to every
/// dialect in turn until one takes it.
pub(super) trait Dialect: fmt::Debug {
    /// Offers a line, colours out and without its end.
    ///
    /// # Errors
    /// When what it is part of goes over the bound, or departs from its form.
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError>;

    /// A head as it is sent stands on the next line. `true` when nothing of this dialect goes on in it.
    ///
    /// # Errors
    /// As for a line.
    fn gives_way(&mut self, _to: &mut Session) -> Result<bool, InputError> {
        Ok(false)
    }

    /// The input ends: what has begun is all there will be.
    ///
    /// # Errors
    /// As for a line.
    fn end(&mut self, _to: &mut Session) -> Result<(), InputError> {
        Ok(())
    }
}

/// A line that is offered.
#[derive(Clone, Copy)]
pub(super) struct Offered<'a> {
    /// The line.
    pub(super) text: &'a [u8],
    /// Where it begins.
    pub(super) place: Place,
    /// Most bytes that may be held of what it is part of.
    pub(super) limit: usize,
}

/// What a dialect did with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    /// It is of another dialect, or of none; what had begun has ended.
    Nothing,
    /// It is a whole thing, or the end of one.
    Whole,
    /// It begins something, or goes on with it: the next line is offered here first.
    Part,
}

impl Offered<'_> {
    /// The error of something that goes over the bound; `place` is where it began.
    pub(super) fn too_long(&self, place: Place) -> InputError {
        let limit = self.limit;
        InputError::TooLong { place, limit }
    }
}
