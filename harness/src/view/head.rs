//! A received head as people may see it: escaped, a line a line, what must not be shown left out.

use std::ops::Range;

use mock_oss::wire::{Received, Span, escaped};

use crate::diagnosis::Mask;

/// The text of a head, and where each byte of the head went.
#[derive(Debug)]
pub(crate) struct ShownHead {
    /// One line per line of the head, LF between them; the closing blank line is left out.
    pub(crate) text: String,
    /// For each byte of the head, and its end, the offset in `text`.
    offsets: Vec<usize>,
}

/// Where something begins in a shown head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShownPlace<'a> {
    /// Which line, counted from 1.
    pub(crate) line: usize,
    /// Which character of the line, counted from 1.
    pub(crate) column: usize,
    /// The whole line.
    pub(crate) source: &'a str,
}

impl ShownHead {
    /// Escapes a head and hides what its diagnosis found must not be shown.
    pub(crate) fn of(received: &Received, masks: &[Mask]) -> Self {
        Self::prefixed(received, masks, "")
    }

    /// The same with a text before each line, as a capture has it (`> `).
    pub(crate) fn prefixed(received: &Received, masks: &[Mask], prefix: &str) -> Self {
        let head = received.head();
        let mut text = String::with_capacity(head.len() + prefix.len());
        text.push_str(prefix);
        let mut offsets = Vec::with_capacity(head.len() + 1);
        let (mut at, mut end) = (0, 0);
        let mut masks = masks.iter().filter(|mask| !mask.span.is_empty()).peekable();
        while at < head.len() {
            if let Some(mask) = masks.next_if(|mask| mask.span.start == at) {
                offsets.extend(std::iter::repeat_n(text.len(), mask.span.len()));
                text.push_str(mask.word);
                at = mask.span.end;
                continue;
            }
            // A mask may begin inside a character.
            let open = &head[at..masks.peek().map_or(head.len(), |mask| mask.span.start)];
            let length = character(open);
            offsets.push(text.len());
            push(&mut text, head, at, length);
            offsets.extend(std::iter::repeat_n(text.len(), length - 1));
            if head[at] == b'\n' {
                end = text.len();
                text.push_str(prefix);
            }
            at += length;
        }
        offsets.push(text.len());
        text.truncate(text[..end].trim_end_matches('\n').len());
        Self { text, offsets }
    }

    /// Where `span` of the head stands in the text; an empty range at the end when it lies outside.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let offset = |at: usize| self.offsets.get(at).copied().unwrap_or(usize::MAX).min(self.text.len());
        let start = offset(span.start);
        start..offset(span.end).max(start)
    }

    /// Where `span` of the head begins.
    pub(crate) fn place(&self, span: Span) -> ShownPlace<'_> {
        let (before, after) = self.text.split_at(self.range(span).start);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = after.find('\n').map_or(self.text.len(), |at| before.len() + at);
        ShownPlace {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            source: &self.text[line_start..line_end],
        }
    }
}

/// The method of a request as people may see it.
#[must_use]
pub fn shown_method(received: &Received, masks: &[Mask]) -> String {
    shown(received, masks, received.method_span())
}

/// The target of a request as people may see it.
#[must_use]
pub fn shown_target(received: &Received, masks: &[Mask]) -> String {
    shown(received, masks, received.target_span())
}

fn shown(received: &Received, masks: &[Mask], span: Span) -> String {
    let head = ShownHead::of(received, masks);
    head.text[head.range(span)].to_owned()
}

/// How many bytes the first character has; a byte that begins none stands alone.
fn character(text: &[u8]) -> usize {
    // No more than one character can be in so few bytes: with the rest it would be read anew for each one.
    let first = text[..text.len().min(LONGEST)]
        .utf8_chunks()
        .next()
        .map(|chunk| chunk.valid().chars().next());
    first.flatten().map_or(1, char::len_utf8)
}

/// A CR before LF is a line end and not shown; a bare LF is, so that it can be told apart.
fn push(text: &mut String, head: &[u8], at: usize, length: usize) {
    match head[at] {
        b'\r' if head.get(at + 1) == Some(&b'\n') => {}
        b'\n' if at > 0 && head[at - 1] == b'\r' => text.push('\n'),
        b'\n' => text.push_str("\\n\n"),
        _ => text.push_str(&escaped(&head[at..at + length])),
    }
}

/// Most bytes of a character (RFC 3629, section 3).
const LONGEST: usize = 4;
