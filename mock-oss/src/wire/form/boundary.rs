//! The boundary that a content type names.

use super::FormError;
use crate::wire::Span;
use crate::wire::parse::trimmed;

/// The boundary of a `multipart/form-data` content type, quoted or not (RFC 2046 section 5.1.1).
///
/// # Errors
/// [`FormError::NotForm`] for another type, [`FormError::NoBoundary`] when none is named.
pub fn boundary(content_type: &[u8]) -> Result<&[u8], FormError> {
    let mut pieces = pieces(content_type, Span::new(0, content_type.len()));
    let media = pieces.next().map(|span| span.of(content_type)).unwrap_or_default();
    if !media.eq_ignore_ascii_case(b"multipart/form-data") {
        return Err(FormError::NotForm);
    }
    let named = pieces.find_map(|piece| parameter(content_type, piece, "boundary"));
    let boundary = named.ok_or(FormError::NoBoundary)?.of(content_type);
    let legal = (1..=70).contains(&boundary.len()) && !boundary.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    if legal {
        Ok(boundary)
    } else {
        Err(FormError::NoBoundary)
    }
}

/// The pieces of a field value between `;`, without outer blanks. A `;` inside quotes does not count:
/// file names have them.
pub(super) fn pieces(bytes: &[u8], value: Span) -> impl Iterator<Item = Span> {
    let mut quoted = false;
    let mut start = value.start;
    let pieces = value.of(bytes).split(move |&byte| {
        quoted ^= byte == b'"';
        byte == b';' && !quoted
    });
    pieces.map(move |piece| {
        let span = Span::new(start, start + piece.len());
        start = span.end + 1;
        trimmed(bytes, span)
    })
}

/// Where the value of `name=value` or `name="value"` stands, without its quotes.
pub(super) fn parameter(bytes: &[u8], piece: Span, name: &str) -> Option<Span> {
    let text = piece.of(bytes);
    let equals = text.iter().position(|&byte| byte == b'=')?;
    if !text[..equals].trim_ascii().eq_ignore_ascii_case(name.as_bytes()) {
        return None;
    }
    let value = trimmed(bytes, Span::new(piece.start + equals + 1, piece.end));
    match value.of(bytes) {
        [b'"', .., b'"'] => Some(Span::new(value.start + 1, value.end - 1)),
        _ => Some(value),
    }
}
