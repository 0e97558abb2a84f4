//! The bytes of an object, wherever they are.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;

use super::segment::{Segment, cut};
use super::{Blob, Reader};

/// An object's bytes: pieces in memory and in files, one behind the other. Cloning shares them, and
/// no piece ever changes.
#[derive(Debug, Clone, Default)]
pub struct Content {
    segments: Vec<Segment>,
    length: u64,
}

impl Content {
    pub(super) fn file(blob: Blob) -> Self {
        Self::of(vec![Segment::File(Arc::new(blob))])
    }

    /// The content of these pieces in order; empty ones are left out.
    pub(super) fn of(mut segments: Vec<Segment>) -> Self {
        segments.retain(|segment| segment.len() > 0);
        let length = segments.iter().map(Segment::len).sum();
        Self { segments, length }
    }

    pub(super) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether a piece of it is in a file.
    pub(super) fn has_files(&self) -> bool {
        self.blobs().next().is_some()
    }

    /// The files that pieces of it are in, in order.
    pub(super) fn blobs(&self) -> impl Iterator<Item = &Blob> {
        self.segments.iter().filter_map(Segment::blob)
    }

    /// This content, and behind it another.
    #[must_use]
    pub fn followed_by(&self, more: &Self) -> Self {
        Self::of(self.segments.iter().chain(&more.segments).cloned().collect())
    }

    /// A part, given in bytes, when all of the content lies in one piece in memory, so that there is
    /// nothing to read.
    #[must_use]
    pub fn in_memory(&self, part: Range<u64>) -> Option<Bytes> {
        match self.segments() {
            [] => Some(Bytes::new()),
            [Segment::Memory(bytes)] => Some(cut(bytes, part)),
            _ => None,
        }
    }

    /// A part, given in bytes; what lies outside is left out. A part of a file becomes bytes in
    /// memory only when it is read.
    #[must_use]
    pub fn reader(&self, part: Range<u64>) -> Reader {
        let end = part.end.min(self.length);
        Reader::new(self.segments.clone(), part.start.min(end)..end)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::of(vec![Segment::Memory(bytes)])
    }
}
