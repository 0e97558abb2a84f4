//! What a text tells of a refusal that has no error body in it: a message of an SDK, a line of a log.

use super::ServerError;
use super::words::{Word, words};

/// The service's answer as far as a text tells of it: its code, its number for the cause, the ids of request and key and
/// the host, as SDKs and loggers repeat them. `None` where no code of a refusal stands in it.
#[must_use]
pub fn told(text: &[u8]) -> Option<ServerError> {
    let all: Vec<(Word, String)> = words(text).take(MOST).collect();
    let first = |kind: Word| {
        all.iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, word)| word.clone())
    };
    let code = first(Word::Code)?;
    Some(ServerError {
        code: Some(code),
        ec: first(Word::Number),
        request_id: first(Word::RequestId),
        host_id: first(Word::Host),
        ..ServerError::default()
    })
}

/// More words of these kinds are not looked at.
const MOST: usize = 64;
