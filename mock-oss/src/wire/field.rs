//! One header line as it arrived, and the policies for reading repeats.

use std::borrow::Cow;

use super::Span;

/// Which field line of a head, counted from 0 in arrival order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldIndex(pub usize);

/// Where the parts of one field line stand in the head. Every record of a request has a list of them, and
/// every question after a name reads it, hence the small form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldSpans {
    /// Where the line and its name begin.
    start: u32,
    name_end: u32,
    value_start: u32,
    value_end: u32,
    end: u32,
    /// See [`tag`].
    tag: u32,
    folded: bool,
}

/// A field line before it is split.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldLine {
    /// With its line end; all lines when the field is folded.
    pub(super) whole: Span,
    /// Without the last line end.
    pub(super) content: Span,
    /// Whether there are several lines.
    pub(super) folded: bool,
}

impl FieldSpans {
    /// Most bytes of a head whose fields have places.
    pub(super) const MOST: usize = u32::MAX as usize;

    /// A field of a head of at most [`MOST`](Self::MOST) bytes: its line, which begins with the name; where
    /// the name ends, without blanks before the colon; the value without outer blanks, its inner line ends
    /// kept.
    pub(super) fn new(head: &[u8], line: FieldLine, name_end: usize, value: Span) -> Self {
        let FieldLine {
            whole: line, folded, ..
        } = line;
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: small(line.start),
            name_end: small(name_end),
            value_start: small(value.start),
            value_end: small(value.end),
            end: small(line.end),
            tag: tag(Span::new(line.start, name_end).of(head)),
            folded,
        }
    }

    /// Whether a name with this tag may be the field's.
    pub(super) fn may_be(&self, tag: u32) -> bool {
        self.tag == tag
    }

    /// Whether the field's name in `head` is `name`, whatever the case.
    pub(super) fn is(&self, head: &[u8], name: &str) -> bool {
        let own = self.name().of(head);
        own == name.as_bytes() || own.eq_ignore_ascii_case(name.as_bytes())
    }

    fn line(&self) -> Span {
        span(self.start, self.end)
    }

    fn name(&self) -> Span {
        span(self.start, self.name_end)
    }

    fn value(&self) -> Span {
        span(self.value_start, self.value_end)
    }
}

fn span(start: u32, end: u32) -> Span {
    Span::new(start as usize, end as usize)
}

/// Which tags there are, as one bit for each of 64 classes of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tags(u64);

impl Tags {
    /// The tags of these fields.
    pub(super) fn of(fields: &[FieldSpans]) -> Self {
        Self(fields.iter().fold(0, |bits, field| bits | Self::bit(field.tag)))
    }

    /// False only when no field has this tag.
    #[inline]
    pub(super) fn may_have(self, tag: u32) -> bool {
        self.0 & Self::bit(tag) != 0
    }

    /// By the upper bits of a product with the odd number next to 2^32 over the golden ratio (Knuth, The
    /// Art of Computer Programming, section 6.4).
    #[inline]
    fn bit(tag: u32) -> u64 {
        1 << (tag.wrapping_mul(0x9E37_79B1) >> 26)
    }
}

/// Length, first and last letter of a name, alike for all its spellings: settles most comparisons.
#[inline]
pub(super) fn tag(name: &[u8]) -> u32 {
    let ends = [name.first(), name.last()].map(|byte| byte.map_or(0, u8::to_ascii_lowercase));
    let [low, high, ..] = name.len().to_le_bytes();
    u32::from_le_bytes([ends[0], ends[1], low, high])
}

/// A view of one field line.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    pub(super) head: &'a [u8],
    pub(super) spans: FieldSpans,
    pub(super) index: FieldIndex,
}

impl<'a> Field<'a> {
    /// Its place in the head.
    #[must_use]
    pub fn index(&self) -> FieldIndex {
        self.index
    }

    /// The name as spelled on the wire.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.spans.name().of(self.head)
    }

    /// The name in lower case, escaped where it is not a token.
    #[must_use]
    pub fn lower_name(&self) -> String {
        super::escaped(&self.name().to_ascii_lowercase())
    }

    /// Whether the name is `name`, whatever the case (RFC 9110 section 5.1).
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.spans.is(self.head, name)
    }

    /// The value without outer blanks. A folded value is joined by single spaces, as
    /// RFC 9112 section 5.2 asks of a recipient that accepts folding.
    #[must_use]
    pub fn value(&self) -> Cow<'a, [u8]> {
        let raw = self.raw_value();
        if self.spans.folded {
            Cow::Owned(unfolded(raw))
        } else {
            Cow::Borrowed(raw)
        }
    }

    /// The value's bytes without outer blanks, line ends of a folded value included.
    #[must_use]
    pub fn raw_value(&self) -> &'a [u8] {
        self.spans.value().of(self.head)
    }

    /// The whole line with its line end.
    #[must_use]
    pub fn line(&self) -> &'a [u8] {
        self.spans.line().of(self.head)
    }

    /// Where the whole line stands in the head.
    #[must_use]
    pub fn line_span(&self) -> Span {
        self.spans.line()
    }

    /// Where the name stands in the head.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.spans.name()
    }

    /// Where the value stands in the head.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.spans.value()
    }
}

/// What to do when a field name stands in a head more than once.
///
/// There is no reading without a policy: an API that silently takes one of several values is how
/// a verifier answers 'absent' or 'valid' for a request it did not understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// More than one is an answer of its own.
    Only,
    /// The first in arrival order.
    First,
    /// The last in arrival order.
    Last,
    /// All, joined with `,` in arrival order.
    Joined,
}

/// The answer to a pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked<'a> {
    /// No field has this name.
    Absent,
    /// One value.
    One {
        /// The line it comes from.
        index: FieldIndex,
        /// The value without outer blanks.
        value: Cow<'a, [u8]>,
    },
    /// Several values, joined ([`Pick::Joined`]).
    Joined {
        /// The lines they come from, in arrival order.
        indices: Vec<FieldIndex>,
        /// The values with `,` between them.
        value: Vec<u8>,
    },
    /// Several values where one was asked for ([`Pick::Only`]).
    Repeated(Vec<FieldIndex>),
}

fn unfolded(raw: &[u8]) -> Vec<u8> {
    raw.split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .collect::<Vec<_>>()
        .join(&b' ')
}
