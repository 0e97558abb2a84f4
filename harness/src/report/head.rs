//! A received head as people may see it: escaped, a line a line, signatures and tokens left out.

use std::ops::Range;

use mock_oss::wire::{Field, Received, Span, escaped};

/// The text of a head, and where each byte of the head went.
#[derive(Debug)]
pub(crate) struct ShownHead {
    /// One line per line of the head, LF between them; the closing blank line is left out.
    pub(crate) text: String,
    /// For each byte of the head, and its end, the offset in `text`.
    offsets: Vec<usize>,
}

impl ShownHead {
    /// Escapes a head and hides what must not be shown.
    pub(crate) fn of(received: &Received) -> Self {
        let head = received.head();
        let hidden = hidden_spans(received);
        let mut text = String::with_capacity(head.len());
        let mut offsets = Vec::with_capacity(head.len() + 1);
        let mut at = 0;
        while at < head.len() {
            if let Some((span, word)) = hidden.iter().find(|(span, _)| span.start == at) {
                offsets.extend(std::iter::repeat_n(text.len(), span.len()));
                text.push_str(word);
                at = span.end;
                continue;
            }
            offsets.push(text.len());
            push_byte(&mut text, head, at);
            at += 1;
        }
        offsets.push(text.len());
        text.truncate(text.trim_end_matches('\n').len());
        Self { text, offsets }
    }

    /// Where `span` of the head stands in the text; an empty range at the end when it lies outside.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let offset = |at: usize| self.offsets.get(at).copied().unwrap_or(usize::MAX).min(self.text.len());
        let start = offset(span.start);
        start..offset(span.end).max(start)
    }
}

/// The target of a request as people may see it.
#[must_use]
pub fn shown_target(received: &Received) -> String {
    let head = ShownHead::of(received);
    head.text[head.range(received.target_span())].to_owned()
}

/// A CR before LF is a line end and not shown; a bare LF is, so that it can be told apart.
fn push_byte(text: &mut String, head: &[u8], at: usize) {
    match head[at] {
        b'\r' if head.get(at + 1) == Some(&b'\n') => {}
        b'\n' if at > 0 && head[at - 1] == b'\r' => text.push('\n'),
        b'\n' => text.push_str("\\n\n"),
        byte => text.push_str(&escaped(&[byte])),
    }
}

/// What is hidden, with the word in its place: whole signatures and security tokens.
fn hidden_spans(received: &Received) -> Vec<(Span, &'static str)> {
    let fields = received.fields().filter_map(|field| hidden_in_field(&field));
    let query = received.query().filter_map(|pair| {
        let value = pair.value?;
        let span = Span::new(pair.span.end - value.len(), pair.span.end);
        match pair.name {
            b"Signature" | b"x-oss-signature" => Some((span, "[signature]")),
            b"security-token" | b"x-oss-security-token" => Some((span, "[token]")),
            _ => None,
        }
    });
    let mut spans: Vec<_> = fields.chain(query).filter(|(span, _)| !span.is_empty()).collect();
    spans.sort_by_key(|(span, _)| span.start);
    spans
}

fn hidden_in_field(field: &Field<'_>) -> Option<(Span, &'static str)> {
    let value = field.value_span();
    if field.is("x-oss-security-token") || field.is("security-token") {
        return Some((value, "[token]"));
    }
    if !field.is("authorization") {
        return None;
    }
    let raw = field.raw_value();
    let marker = find(raw, b"Signature=").map(|at| at + b"Signature=".len());
    let marker = marker.or_else(|| find(raw, b"Signature:").map(|at| at + b"Signature:".len()));
    let start = marker.or_else(|| raw.iter().rposition(|&byte| byte == b':').map(|at| at + 1));
    let Some(start) = start else {
        return Some((value, "[authorization]"));
    };
    let length = raw[start..]
        .iter()
        .position(|&byte| byte == b',')
        .unwrap_or(raw.len() - start);
    Some((
        Span::new(value.start + start, value.start + start + length),
        "[signature]",
    ))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
