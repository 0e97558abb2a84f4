//! Finds error bodies in text that comes in pieces.

use super::{Place, ServerError};
use crate::input::server_error::find;

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

    /// The input ends: an error body that was cut off still tells what it has.
    pub(super) fn finish(&mut self) -> Option<(ServerError, Place)> {
        let (place, text) = self.begun.take()?;
        Some((ServerError::from_xml(&text)?, place))
    }
}

const END: &[u8] = b"</Error>";
/// Most bytes of one error body: a string to sign stands in it four times over (text and hex), and
/// heads are bounded at 64 KiB.
const LONGEST: usize = 512 * 1024;
