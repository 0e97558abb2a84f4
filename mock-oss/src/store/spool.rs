//! Bodies on their way into files.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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
            file: created(&path)?,
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

#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
fn created(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
