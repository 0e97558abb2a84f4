//! Files that hold bytes of objects.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Content;

/// A file being filled; removed when dropped unfinished.
#[derive(Debug)]
pub struct Spool {
    file: File,
    blob: Blob,
}

/// A filled file, which never changes. It is removed with the last content that uses it, unless a
/// record on the disk names it.
#[derive(Debug)]
pub struct Blob {
    path: PathBuf,
    length: u64,
    records: AtomicUsize,
}

impl Spool {
    /// A new file at `path`.
    pub(super) fn create(path: PathBuf) -> io::Result<Self> {
        Ok(Self {
            file: created(&path)?,
            blob: Blob {
                path,
                length: 0,
                records: AtomicUsize::new(0),
            },
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.blob.length += bytes.len() as u64;
        Ok(())
    }

    /// Closes the file and makes it a content.
    #[must_use]
    pub fn finish(self) -> Content {
        Content::file(self.blob)
    }
}

impl Blob {
    /// A file that a record on the disk names, found when a store is opened.
    pub(super) fn found(path: PathBuf, length: u64) -> Self {
        Self {
            path,
            length,
            records: AtomicUsize::new(0),
        }
    }

    pub(super) fn len(&self) -> u64 {
        self.length
    }

    /// Its file's name.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Whether any record names it.
    pub(super) fn is_recorded(&self) -> bool {
        self.records.load(Ordering::Acquire) > 0
    }

    /// Says that one more record names this file.
    pub(super) fn add_record(&self) {
        self.records.fetch_add(1, Ordering::AcqRel);
    }

    /// Says that one record less names it.
    pub(super) fn remove_record(&self) {
        self.records.fetch_sub(1, Ordering::AcqRel);
    }

    #[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }

    /// Has the disk keep what was written.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.open()?.sync_all()
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        if *self.records.get_mut() == 0 {
            // A file that is gone already is as good as removed.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the store is the place for files")]
fn created(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
