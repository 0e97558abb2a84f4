//! One response head, frozen as it arrived.

use std::fmt;

use bytes::Bytes;

use super::field::FieldSpans;
use super::{Field, FieldIndex};

/// A response head as bytes plus spans.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    pub(super) head: Bytes,
    pub(super) status: u16,
    pub(super) fields: Vec<FieldSpans>,
}

impl Response {
    /// Splits a response head, up to and including its blank line; bytes after it are ignored. `None` without
    /// a status line or without a closing blank line.
    #[must_use]
    pub fn parse(head: impl Into<Bytes>) -> Option<Self> {
        super::parse::parse_response(head.into())
    }

    /// The exact bytes, blank line included.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether it only announces another one (RFC 9110 section 15.2).
    #[must_use]
    pub fn is_interim(&self) -> bool {
        (100..200).contains(&self.status) && self.status != SWITCHING
    }

    /// All field lines with this name, in arrival order.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Field<'a>> {
        let named = self.fields.iter().enumerate();
        let named = named.filter(move |(_, spans)| spans.is(&self.head, name));
        named.map(|(index, spans)| Field {
            head: &self.head,
            spans: *spans,
            index: FieldIndex(index),
        })
    }
}

/// Names, not values: a response carries cookies.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}

/// What follows is of another protocol (RFC 9110 section 15.2.2).
pub(super) const SWITCHING: u16 = 101;
