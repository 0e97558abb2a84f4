//! What a text tells of a refusal that has no error body in it: a message of an SDK, a line of a log.

use super::captured::Captured;
use super::loose::error_in_pieces;
use super::words::{Word, words};
use super::{Place, ServerError};

/// The capture that a text makes whose lines were of no format: the service's answer, as its elements are named one by
/// one, with the head that it gives back. `None` where it names none.
#[must_use]
pub fn in_pieces(text: &[u8]) -> Option<Captured> {
    let mut captured = Captured {
        place: Place {
            line: 1,
            ..Place::default()
        },
        server_error: Some(error_in_pieces(text)?),
        ..Captured::default()
    };
    captured.rebuild();
    Some(captured)
}

/// The service's answer as far as a text tells of it: its code, its number for the cause, the ids of request and key and
/// the host, as SDKs and loggers repeat them. `None` where neither a code nor a number of a refusal stands in it.
#[must_use]
pub fn told(text: &[u8]) -> Option<ServerError> {
    let all: Vec<(Word, String)> = words(text).take(MOST).collect();
    let first = |kind: Word| {
        all.iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, word)| word.clone())
    };
    let (code, ec) = (first(Word::Code), first(Word::Number));
    (code.is_some() || ec.is_some()).then(|| ServerError {
        code,
        ec,
        request_id: first(Word::RequestId),
        host_id: first(Word::Host),
        ..ServerError::default()
    })
}

/// More words of these kinds are not looked at.
const MOST: usize = 64;
