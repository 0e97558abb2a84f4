//! The fields of a form, frozen as they arrived.

use std::fmt;

use bytes::Bytes;

use super::part::PartSpans;
use crate::wire::Span;

/// Which part of a form, counted from 0 in arrival order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormIndex(pub usize);

/// The beginning of a form as bytes plus spans: every part before the file, and the file's own head.
///
/// As with [`Received`](crate::wire::Received) there is no asking for *the* value of a name:
/// [`named`](Self::named) gives all of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    pub(super) bytes: Bytes,
    pub(super) parts: Vec<PartSpans>,
    pub(super) file: Option<PartSpans>,
}

/// A view of one part.
#[derive(Clone, Copy)]
pub struct FormField<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) spans: PartSpans,
    pub(super) index: FormIndex,
}

impl Form {
    /// The exact bytes, from the beginning of the body to the file's first byte, or to the closing
    /// delimiter of a form without a file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The parts before the file, in arrival order.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = FormField<'_>> {
        self.parts.iter().enumerate().map(|(index, spans)| FormField {
            bytes: &self.bytes,
            spans: *spans,
            index: FormIndex(index),
        })
    }

    /// The parts before the file with this name, whatever its case.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = FormField<'a>> {
        self.fields()
            .filter(move |field| field.name().eq_ignore_ascii_case(name.as_bytes()))
    }

    /// The file's own head; its content follows the form. `None` for a form without a file.
    #[must_use]
    pub fn file(&self) -> Option<FormField<'_>> {
        self.file.map(|spans| FormField {
            bytes: &self.bytes,
            spans,
            index: FormIndex(self.parts.len()),
        })
    }
}

impl<'a> FormField<'a> {
    /// Its place in the form.
    #[must_use]
    pub fn index(&self) -> FormIndex {
        self.index
    }

    /// The name as spelled, without quotes.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        self.spans.name.of(self.bytes)
    }

    /// The content; empty for the file, whose content is not kept.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.spans.value.of(self.bytes)
    }

    /// The file name that the part's head gives, as spelled, without quotes.
    #[must_use]
    pub fn file_name(&self) -> Option<&'a [u8]> {
        self.spans.file_name.map(|span| span.of(self.bytes))
    }

    /// The `Content-Type` of the part's head.
    #[must_use]
    pub fn content_type(&self) -> Option<&'a [u8]> {
        self.spans.content_type.map(|span| span.of(self.bytes))
    }

    /// Where the content stands in the form's bytes.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.spans.value
    }
}

/// Names, not values: a form carries signatures, tokens and whole contents.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form")
            .field("fields", &self.fields().collect::<Vec<_>>())
            .field("file", &self.file())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FormField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::wire::escaped(self.name()))
    }
}
