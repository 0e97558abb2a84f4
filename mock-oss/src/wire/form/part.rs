//! The head of one part.

use super::FormError;
use super::boundary::{parameter, pieces};
use crate::wire::Span;
use crate::wire::parse::trimmed;

/// Where the elements of one part stand in the form's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PartSpans {
    pub(super) name: Span,
    pub(super) file_name: Option<Span>,
    pub(super) content_type: Option<Span>,
    pub(super) value: Span,
    /// Whether `Content-Disposition` is the first line of its head.
    pub(super) order: Order,
}

/// Where `Content-Disposition` stands among the lines of a part's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// First.
    DispositionFirst,
    /// Behind another one.
    DispositionLater,
}

impl PartSpans {
    /// Reads the head that stands at `head`, blank line excluded; the value is left empty.
    pub(super) fn of(bytes: &[u8], head: Span) -> Result<Self, FormError> {
        let mut part = Self {
            name: Span::new(head.start, head.start),
            file_name: None,
            content_type: None,
            value: Span::new(head.end, head.end),
            order: Order::DispositionFirst,
        };
        let mut name = None;
        for (at, line) in lines(bytes, head).enumerate() {
            if let Some(value) = value_of(bytes, line, "content-type") {
                part.content_type = Some(value);
            }
            if let Some(value) = value_of(bytes, line, "content-disposition") {
                let element = |name| pieces(bytes, value).find_map(|piece| parameter(bytes, piece, name));
                name = element("name");
                part.file_name = element("filename");
                if at > 0 {
                    part.order = Order::DispositionLater;
                }
            }
        }
        part.name = name.ok_or(FormError::NoName { offset: head.start })?;
        Ok(part)
    }
}

fn lines(bytes: &[u8], head: Span) -> impl Iterator<Item = Span> {
    let mut start = head.start;
    head.of(bytes).split(|&byte| byte == b'\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        span
    })
}

/// The value of a line `name: value` if it has this name.
fn value_of(bytes: &[u8], line: Span, name: &str) -> Option<Span> {
    let text = line.of(bytes);
    let colon = text.iter().position(|&byte| byte == b':')?;
    let is_it = text[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
    is_it.then(|| trimmed(bytes, Span::new(line.start + colon + 1, line.end)))
}
