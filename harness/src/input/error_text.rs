//! Finds error bodies in text that comes in pieces.

use super::{Place, ServerError};
use crate::input::server_error::find;

/// Collects the text from `<Error>` to `</Error>`, up to a bound.
#[derive(Debug, Default)]
pub(super) struct ErrorText {
    begun: Option<(Place, Vec<u8>)>,
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
        if self.begun.is_none() {
            let Some(start) = find(piece, b"<Error>") else {
                return if piece.trim_ascii().starts_with(b"<?xml") {
                    Fed::Part
                } else {
                    Fed::Nothing
                };
            };
            self.begun = Some((place, piece[start..].to_vec()));
        } else if let Some((_, text)) = &mut self.begun {
            text.extend_from_slice(piece);
        }
        let Some((place, text)) = &self.begun else {
            return Fed::Nothing;
        };
        let place = *place;
        if find(text, b"</Error>").is_some() {
            let error = ServerError::from_xml(text);
            self.begun = None;
            return error.map_or(Fed::Nothing, |error| Fed::Whole(Box::new(error), place));
        }
        if text.len() > limit {
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
