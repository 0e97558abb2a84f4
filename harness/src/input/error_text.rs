//! Finds error bodies in text that comes in pieces.

use super::server_error::find;
use super::session::Session;
use super::source::{Extent, Line};
use super::{InputError, Place, ServerError};

/// Collects the text from `<Error>` to `</Error>`, up to a bound.
#[derive(Debug, Default)]
pub(super) struct ErrorText {
    begun: Option<(Place, Vec<u8>)>,
    /// How much of the text is known to hold no end.
    searched: usize,
}

/// What a piece of text did.
#[derive(Debug)]
pub(super) enum Fed {
    /// It is no part of an error body.
    Nothing,
    /// It is part of one.
    Part,
    /// It ended one.
    Whole(Box<ServerError>, Place),
    /// It went over the bound; what was collected is dropped.
    TooLong(Place),
}

/// Whether a line is of an error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    Yes,
    No,
}

impl ErrorText {
    /// Whether an error body has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.begun.is_some()
    }

    /// Takes the next piece. A body must begin inside one piece (`<Error>` is not cut in two).
    pub(super) fn feed(&mut self, place: Place, piece: &[u8], limit: usize) -> Fed {
        if let Some((_, text)) = &mut self.begun {
            text.extend_from_slice(piece);
        } else if let Some(start) = find(piece, b"<Error>") {
            self.searched = 0;
            self.begun = Some((place, piece[start..].to_vec()));
        } else if piece.trim_ascii().starts_with(b"<?xml") {
            return Fed::Part;
        }
        let Some((place, text)) = &self.begun else {
            return Fed::Nothing;
        };
        let place = *place;
        if find(&text[self.searched..], END).is_some() {
            let error = ServerError::from_xml(text);
            self.begun = None;
            return error.map_or(Fed::Nothing, |error| Fed::Whole(Box::new(error), place));
        }
        self.searched = text.len().saturating_sub(END.len());
        if text.len() > limit.min(LONGEST) {
            self.begun = None;
            return Fed::TooLong(place);
        }
        Fed::Part
    }

    /// Takes a line that may be of an error body, and hands the body on when it is whole.
    ///
    /// # Errors
    /// [`InputError::TooLong`] for a body over the bound, and for a line over it that is of none.
    pub(super) fn line(&mut self, line: &Line, limit: usize, to: &mut Session) -> Result<Belongs, InputError> {
        match self.feed(line.place, &line.bytes, limit) {
            Fed::Part => to.skipped.remark(),
            Fed::Whole(error, place) => to.server_error(*error, place),
            Fed::TooLong(place) => return Err(InputError::TooLong { place, limit }),
            Fed::Nothing if line.extent == Extent::Cut => {
                let place = line.place;
                return Err(InputError::TooLong { place, limit });
            }
            Fed::Nothing => return Ok(Belongs::No),
        }
        Ok(Belongs::Yes)
    }

    /// The input ends: an error body that was cut off still tells what it has.
    pub(super) fn finish(&mut self, to: &mut Session) {
        let Some((place, text)) = self.begun.take() else {
            return;
        };
        if let Some(error) = ServerError::from_xml(&text) {
            to.server_error(error, place);
        }
    }
}

const END: &[u8] = b"</Error>";
/// Most bytes of one error body: a string to sign stands in it four times over (text and hex), and
/// heads are bounded at 64 KiB.
const LONGEST: usize = 512 * 1024;
