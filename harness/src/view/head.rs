//! A received head as people may see it: escaped, a line a line, what must not be shown left out.

use std::ops::Range;

use mock_oss::wire::{Received, Span, escaped};

use crate::diagnosis::Mask;
use crate::words::{left_out, shown_text, whole_characters};

/// The text of a head, and where each byte of the head went.
#[derive(Debug)]
pub(crate) struct ShownHead {
    /// One line per line of the head, LF between them; the closing blank line is left out.
    pub(crate) text: String,
    /// For each byte of the head, and its end, the offset in `text`.
    offsets: Vec<usize>,
    /// Where the lines of `text` begin.
    lines: Vec<usize>,
}

/// Where something begins in a shown head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownPlace {
    /// Which line, counted from 1.
    pub(crate) line: usize,
    /// Which character of the line, counted from 1.
    pub(crate) column: usize,
    /// The whole line; of a very long one, what is around the place.
    pub(crate) source: String,
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
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, offsets, lines }
    }

    /// Where `span` of the head stands in the text; an empty range at the end when it lies outside.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let offset = |at: usize| self.offsets.get(at).copied().unwrap_or(usize::MAX).min(self.text.len());
        let start = offset(span.start);
        start..offset(span.end).max(start)
    }

    /// Where `span` of the head begins.
    pub(crate) fn place(&self, span: Span) -> ShownPlace {
        let at = self.range(span).start;
        let line = self.line(at);
        let start = self.lines[line];
        let source = &self.text[start..self.line_end(line)];
        ShownPlace {
            line: line + 1,
            column: self.text[start..at].chars().count() + 1,
            source: around(source, at - start),
        }
    }

    /// The lines in which some spans stand, counted from 0, and where they begin in the text.
    pub(crate) fn lines_of(&self, spans: impl Iterator<Item = Span>) -> (usize, Range<usize>) {
        let ranges = spans.map(|span| self.range(span));
        let whole = ranges.reduce(|all, one| all.start.min(one.start)..all.end.max(one.end));
        let whole = whole.unwrap_or_default();
        let first = self.line(whole.start);
        (first, self.lines[first]..self.line_end(self.line(whole.end)))
    }

    /// The number of the line in which an offset stands.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at).saturating_sub(1)
    }

    fn line_end(&self, line: usize) -> usize {
        self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1)
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
    shown_text(&head.text[head.range(span)])
}

/// A line, or what is around a place of a long one, and how many bytes are left out on either side.
fn around(line: &str, at: usize) -> String {
    if line.len() <= LONGEST_LINE {
        return line.to_owned();
    }
    let start = whole_characters(line.as_bytes(), at.saturating_sub(LONGEST_LINE / 4));
    let end = start + whole_characters(&line.as_bytes()[start..], LONGEST_LINE);
    let (before, behind) = (left_out(start), left_out(line.len() - end));
    format!("{before}{}{behind}", &line[start..end])
}

/// Longer lines are shown in part.
const LONGEST_LINE: usize = 4096;

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
