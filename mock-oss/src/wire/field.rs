//! One header line as it arrived, and the policies for reading repeats.

use std::borrow::Cow;

use super::Span;

/// Which field line of a head, counted from 0 in arrival order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldIndex(pub usize);

/// Where the parts of one field line stand in the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldSpans {
    /// The whole line with its line end; all lines when the field is folded.
    pub(super) line: Span,
    /// The name, without blanks before the colon.
    pub(super) name: Span,
    /// The value without outer blanks; inner line ends are kept when the field is folded.
    pub(super) value: Span,
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
        self.spans.name.of(self.head)
    }

    /// The name in lower case, escaped where it is not a token.
    #[must_use]
    pub fn lower_name(&self) -> String {
        super::escaped(&self.name().to_ascii_lowercase())
    }

    /// Whether the name is `name`, whatever the case (RFC 9110 section 5.1).
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value without outer blanks. A folded value is joined by single spaces, as
    /// RFC 9112 section 5.2 asks of a recipient that accepts folding.
    #[must_use]
    pub fn value(&self) -> Cow<'a, [u8]> {
        let raw = self.raw_value();
        if raw.contains(&b'\n') {
            Cow::Owned(unfolded(raw))
        } else {
            Cow::Borrowed(raw)
        }
    }

    /// The value's bytes without outer blanks, line ends of a folded value included.
    #[must_use]
    pub fn raw_value(&self) -> &'a [u8] {
        self.spans.value.of(self.head)
    }

    /// The whole line with its line end.
    #[must_use]
    pub fn line(&self) -> &'a [u8] {
        self.spans.line.of(self.head)
    }

    /// Where the whole line stands in the head.
    #[must_use]
    pub fn line_span(&self) -> Span {
        self.spans.line
    }

    /// Where the name stands in the head.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.spans.name
    }

    /// Where the value stands in the head.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.spans.value
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
