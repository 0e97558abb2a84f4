//! Rewriting byte strings.

use mock_oss::wire::{Received, Span};

/// `text` with every `from` replaced by `to`.
pub(crate) fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if !from.is_empty() && text[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
    out
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
pub(crate) fn percent_encoded(text: &[u8]) -> Vec<u8> {
    encoded_except(text, b"-._~")
}

/// The same, but `/` is kept.
pub(crate) fn percent_encoded_path(text: &[u8]) -> Vec<u8> {
    encoded_except(text, b"-._~/")
}

/// Everything but letters, digits and `kept` as `%XX`.
pub(crate) fn encoded_except(text: &[u8], kept: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = Vec::with_capacity(text.len() + 8);
    for &byte in text {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(&[b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
    out
}

/// Percent escapes undone; an incomplete one stays.
pub(crate) fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match (text[at], text.get(at + 1..at + 3).and_then(hex_byte)) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    let plain = digits.iter().all(u8::is_ascii_hexdigit);
    plain.then(|| u8::from_str_radix(text, 16).ok()).flatten()
}

/// Each byte as a character of its own, written as UTF-8: what a program makes of UTF-8 bytes that
/// it takes for Latin-1.
pub(crate) fn latin1_to_utf8(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .map(|&byte| char::from(byte))
        .collect::<String>()
        .into_bytes()
}

/// UTF-8 text whose characters all fit into one byte each, as these bytes.
pub(crate) fn utf8_to_latin1(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect()
}

/// A line of the head without its line end.
pub(crate) fn without_end(received: &Received, line: Span) -> Span {
    let text = received.bytes_of(line);
    let ends = text
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    Span::new(line.start, line.end - ends)
}
