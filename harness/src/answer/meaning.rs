//! Words of the service's, explained.

use super::{codes, numbers};
use crate::input::{self, ServerError};

/// What is known of one code of the service's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The code, as `SignatureDoesNotMatch`.
    pub code: &'static str,
    /// The beginnings of the messages that come with it.
    pub(super) messages: &'static [&'static str],
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// What leads to it and what to do, the likeliest first.
    pub text: &'static str,
}

/// The meaning of a word or a message of the service's: a code, a number, or a message that is pasted whole.
#[must_use]
pub fn meaning(words: &str) -> Option<String> {
    let words = words.trim();
    if let Some((number, meaning)) = numbers::number(words) {
        return Some(format!("{number}\n\n{}\n", textwrap::fill(meaning, WIDTH)));
    }
    let own = codes::ALL.iter().find(|known| known.code.eq_ignore_ascii_case(words));
    let found = own.or_else(|| by_message(words))?;
    let text: Vec<String> = found
        .text
        .split("\n\n")
        .map(|part| textwrap::fill(part, WIDTH))
        .collect();
    Some(format!(
        "{}\n\n{}\n\n{}\n",
        found.code,
        found.summary,
        text.join("\n\n")
    ))
}

/// The meaning of a code that came with this message, or in this text.
pub(super) fn of_message(code: &str, message: &str) -> Option<&'static Meaning> {
    let of_code = |known: &&Meaning| known.code == code;
    by_message(message)
        .filter(of_code)
        .or_else(|| codes::ALL.iter().find(of_code))
}

/// The meaning of a number for a cause.
pub(super) fn number(text: &str) -> Option<(&str, &'static str)> {
    numbers::number(text)
}

/// The code whose message stands in a text; the longest message that fits, since some begin alike.
fn by_message(text: &str) -> Option<&'static Meaning> {
    let text = text.to_ascii_lowercase();
    let fitting = codes::ALL.iter().filter_map(|known| {
        let fits = known
            .messages
            .iter()
            .filter(|message| text.contains(&message.to_ascii_lowercase()));
        Some((fits.map(|message| message.len()).max()?, known))
    });
    let by_message = fitting.max_by_key(|(length, _)| *length).map(|(_, known)| known);
    by_message.or_else(|| {
        codes::ALL
            .iter()
            .find(|known| text.contains(&known.code.to_ascii_lowercase()))
    })
}

/// The service's answer as far as a text tells of it, by its words or by a message that is known. A number alone is of
/// the code that it belongs to.
#[must_use]
pub fn told(text: &[u8]) -> Option<ServerError> {
    let known = input::told(text);
    let number = known.as_ref().and_then(|error| numbers::number(error.ec.as_deref()?));
    let of_number = number.and_then(|(_, words)| codes::ALL.iter().find(|code| words.starts_with(code.code)));
    let by_message = || by_message(&String::from_utf8_lossy(text));
    match known {
        Some(error) if error.code.is_some() => Some(error),
        known => {
            let code = of_number.or_else(by_message)?.code;
            Some(ServerError {
                code: Some(code.to_owned()),
                ..known.unwrap_or_default()
            })
        }
    }
}

/// A line a code, for the list.
#[must_use]
pub fn list() -> String {
    let lines: Vec<String> = codes::ALL
        .iter()
        .map(|known| format!("{:<30} {}\n", known.code, known.summary))
        .collect();
    lines.concat()
}

/// Columns of a text.
pub(super) const WIDTH: usize = 78;
