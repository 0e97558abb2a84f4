//! The folder in which the bytes are.

use std::sync::atomic::{AtomicU64, Ordering};

use super::files;
use super::layout::Layout;
use crate::store::segment::Segment;
use crate::store::{Content, Spool, StoreError};

/// Makes the blobs of a store, each under a number of its own.
#[derive(Debug)]
pub(super) struct BlobFolder {
    layout: Layout,
    next: AtomicU64,
}

impl BlobFolder {
    /// The blobs of a store; none has the number `next` or one above it.
    pub(super) fn new(layout: Layout, next: u64) -> Self {
        Self {
            layout,
            next: AtomicU64::new(next),
        }
    }

    /// A file for a new blob.
    pub(super) fn spool(&self) -> Result<Spool, StoreError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        Ok(Spool::create(self.layout.blob(number))?)
    }

    /// The same bytes, all in files, and those files safe on the disk.
    pub(super) fn keep(&self, content: &Content) -> Result<Content, StoreError> {
        let mut segments = Vec::new();
        for segment in content.segments() {
            let kept = match segment {
                Segment::Memory(bytes) => {
                    let mut spool = self.spool()?;
                    spool.write(bytes)?;
                    spool.finish().segments().to_vec()
                }
                Segment::File(_) => vec![segment.clone()],
            };
            segments.extend(kept);
        }
        let kept = Content::of(segments);
        for blob in kept.blobs().filter(|blob| !blob.is_recorded()) {
            blob.sync()?;
        }
        if !kept.is_empty() {
            files::sync_folder_of(&self.layout.blob(0))?;
        }
        Ok(kept)
    }
}
