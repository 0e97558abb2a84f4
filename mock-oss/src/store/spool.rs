//! Files for bodies that do not fit in memory.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::Content;

/// A file being filled; removed when dropped unfinished.
#[derive(Debug)]
pub struct Spool {
    file: NamedTempFile,
    written: u64,
}

/// A filled file; removed when the last content that uses it is gone.
#[derive(Debug)]
pub struct Spooled {
    path: TempPath,
    length: u64,
}

impl Spool {
    /// An empty file in the machine's folder for temporary files.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn temporary() -> io::Result<Self> {
        Ok(Self {
            file: NamedTempFile::new()?,
            written: 0,
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Closes the file and makes it a content.
    #[must_use]
    pub fn finish(self) -> Content {
        Content::File(Arc::new(Spooled {
            path: self.file.into_temp_path(),
            length: self.written,
        }))
    }
}

impl Spooled {
    pub(super) fn len(&self) -> u64 {
        self.length
    }

    #[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }
}
