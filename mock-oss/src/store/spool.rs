//! Bodies on their way into files.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::disk::create_new;
use super::{Blob, Content};

/// A file being filled; removed when dropped unfinished.
#[derive(Debug)]
pub struct Spool {
    file: File,
    blob: Blob,
}

impl Spool {
    /// A new file at `path`.
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        Ok(Self {
            file: create_new(&path)?,
            blob: Blob::new(path, 0),
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.blob.grow(bytes.len() as u64);
        Ok(())
    }

    /// Closes the file and makes it a content.
    #[must_use]
    pub fn finish(self) -> Content {
        Content::file(self.blob)
    }
}
