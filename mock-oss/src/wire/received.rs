//! One request head, frozen as it arrived.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::field::{FieldSpans, Tags, tag};
use super::target::TargetSpans;
use super::{Field, FieldIndex, Flaw, Pick, Picked, QueryIndex, QueryPair, Span, TargetForm, WireError};

/// A request head as bytes plus spans. It has no setter: an edited request is a new one,
/// parsed from new bytes.
///
/// The body is not part of it (no OSS header signature covers the body); [`Body`](super::Body)
/// tells how it arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    pub(super) head: Bytes,
    pub(super) method: Span,
    pub(super) target: TargetSpans,
    pub(super) version: Span,
    pub(super) fields: Vec<FieldSpans>,
    /// Of all names; settles most questions after a field that is not there.
    pub(super) tags: Tags,
    pub(super) flaws: Vec<Flaw>,
}

impl Received {
    /// Splits a request head, up to and including its blank line; bytes after it are ignored.
    ///
    /// # Errors
    /// [`WireError`] when there is no request line or no closing blank line. Irregular heads are
    /// read, and say so in [`flaws`](Self::flaws).
    pub fn parse(head: impl Into<Bytes>) -> Result<Self, WireError> {
        super::parse::parse(head.into(), USUAL_LINES).map_err(|(_, error)| error)
    }

    /// The exact bytes, blank line included.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The bytes of `span`.
    #[must_use]
    pub fn bytes_of(&self, span: Span) -> &[u8] {
        span.of(&self.head)
    }

    /// The method as spelled.
    #[must_use]
    pub fn method(&self) -> &[u8] {
        self.bytes_of(self.method)
    }

    /// Where the method stands.
    #[must_use]
    pub fn method_span(&self) -> Span {
        self.method
    }

    /// The version token, `HTTP/1.1` as a rule.
    #[must_use]
    pub fn version(&self) -> &[u8] {
        self.bytes_of(self.version)
    }

    /// The whole request target, a `#` and what follows it included.
    #[must_use]
    pub fn target(&self) -> &[u8] {
        self.bytes_of(self.target.whole)
    }

    /// Where the target stands.
    #[must_use]
    pub fn target_span(&self) -> Span {
        self.target.whole
    }

    /// Which of the four forms of RFC 9112 section 3.2 the target has.
    #[must_use]
    pub fn target_form(&self) -> TargetForm {
        self.target.form
    }

    /// The authority of an absolute-form target; it outranks `Host` (RFC 9112 section 3.2.2).
    #[must_use]
    pub fn authority(&self) -> Option<&[u8]> {
        self.target.authority.map(|span| self.bytes_of(span))
    }

    /// The path, undecoded, from its first `/`.
    #[must_use]
    pub fn path(&self) -> &[u8] {
        self.bytes_of(self.target.path)
    }

    /// Where the path stands.
    #[must_use]
    pub fn path_span(&self) -> Span {
        self.target.path
    }

    /// Where the query stands, without `?`; `None` when the target has no `?`.
    #[must_use]
    pub fn query_span(&self) -> Option<Span> {
        self.target.query
    }

    /// The query parameters in order, undecoded. Empty pieces (`a&&b`) are left out.
    pub fn query(&self) -> impl Iterator<Item = QueryPair<'_>> {
        self.target
            .pairs
            .iter()
            .enumerate()
            .map(|(index, spans)| QueryPair::new(&self.head, *spans, QueryIndex(index)))
    }

    /// All field lines in arrival order.
    pub fn fields(&self) -> impl DoubleEndedIterator<Item = Field<'_>> + ExactSizeIterator {
        self.fields.iter().enumerate().map(|(index, spans)| Field {
            head: &self.head,
            spans: *spans,
            index: FieldIndex(index),
        })
    }

    /// One field line; `None` past the last.
    #[must_use]
    pub fn field(&self, index: FieldIndex) -> Option<Field<'_>> {
        self.fields.get(index.0).map(|spans| Field {
            head: &self.head,
            spans: *spans,
            index,
        })
    }

    /// All field lines with this name, in arrival order.
    #[inline]
    pub fn named<'a>(&'a self, name: &str) -> impl DoubleEndedIterator<Item = Field<'a>> {
        let tag = tag(name.as_bytes());
        let possible = if self.tags.may_have(tag) { &*self.fields } else { &[] };
        let spans = possible.iter().enumerate();
        let fields = spans.filter(move |(_, spans)| spans.may_be(tag));
        let fields = fields.map(|(index, spans)| Field {
            head: &self.head,
            spans: *spans,
            index: FieldIndex(index),
        });
        fields.filter(move |field| field.is(name))
    }

    /// The value of a field under a policy for repeats.
    #[inline]
    #[must_use]
    pub fn pick(&self, name: &str, pick: Pick) -> Picked<'_> {
        let tag = tag(name.as_bytes());
        if self.tags.may_have(tag) {
            self.pick_tagged(name, tag, pick)
        } else {
            Picked::Absent
        }
    }

    fn pick_tagged(&self, name: &str, tag: u32, pick: Pick) -> Picked<'_> {
        let Some(first) = self.find(name, tag, 0) else {
            return Picked::Absent;
        };
        if self.find(name, tag, first.index().0 + 1).is_none() {
            return one(&first);
        }
        // Repeats are rare, and only they are worth an allocation.
        let all: Vec<Field<'_>> = self.named(name).collect();
        match pick {
            Pick::Only => Picked::Repeated(indices(&all)),
            Pick::Joined => Picked::Joined {
                indices: indices(&all),
                value: joined(&all),
            },
            Pick::First => one(&first),
            Pick::Last => one(all.last().unwrap_or(&first)),
        }
    }

    /// The first field of this name and its tag that is not before `from`.
    fn find(&self, name: &str, tag: u32, from: usize) -> Option<Field<'_>> {
        let rest = self.fields.get(from..)?;
        let at = rest
            .iter()
            .position(|spans| spans.may_be(tag) && spans.is(&self.head, name))?;
        Some(Field {
            head: &self.head,
            spans: *rest.get(at)?,
            index: FieldIndex(from + at),
        })
    }

    /// What is irregular about this head.
    #[must_use]
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }
}

/// Names, not values: a head carries signatures and tokens.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &super::escaped(self.method()))
            .field("path", &super::escaped(self.path()))
            .field(
                "fields",
                &self.fields().map(|field| field.lower_name()).collect::<Vec<_>>(),
            )
            .field("flaws", &self.flaws)
            .finish_non_exhaustive()
    }
}

fn one<'a>(field: &Field<'a>) -> Picked<'a> {
    Picked::One {
        index: field.index(),
        value: field.value(),
    }
}

fn indices(fields: &[Field<'_>]) -> Vec<FieldIndex> {
    fields.iter().map(Field::index).collect()
}

fn joined(fields: &[Field<'_>]) -> Vec<u8> {
    let values: Vec<Cow<'_, [u8]>> = fields.iter().map(Field::value).collect();
    values.join(&b',')
}

/// Lines of a usual head, so that their list does not grow step by step.
const USUAL_LINES: usize = 16;
