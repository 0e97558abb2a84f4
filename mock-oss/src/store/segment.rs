//! The pieces that a content is made of.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;

use super::Blob;

/// A piece of a content. Cloning shares its bytes.
#[derive(Debug, Clone)]
pub(super) enum Segment {
    Memory(Bytes),
    File(Arc<Blob>),
}

impl Segment {
    /// How many bytes.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::File(blob) => blob.len(),
        }
    }

    /// The file it is in.
    pub(super) fn blob(&self) -> Option<&Blob> {
        match self {
            Self::Memory(_) => None,
            Self::File(blob) => Some(blob),
        }
    }
}

/// A part of bytes in memory, without a copy; what lies outside is left out.
pub(super) fn cut(bytes: &Bytes, part: Range<u64>) -> Bytes {
    let offset = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    bytes.slice(offset(part.start)..offset(part.end))
}
