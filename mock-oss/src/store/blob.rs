//! Files that hold bytes of objects.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file, which never changes once it is filled. It is removed with the last content that uses it, unless a
/// record on the disk names it.
#[derive(Debug)]
pub struct Blob {
    path: PathBuf,
    length: u64,
    records: AtomicUsize,
}

impl Blob {
    /// The file at `path`, which no record names yet.
    pub(super) fn new(path: PathBuf, length: u64) -> Self {
        Self {
            path,
            length,
            records: AtomicUsize::new(0),
        }
    }

    /// Says that its file, while it is being filled, has become longer by so many bytes.
    pub(super) fn grow(&mut self, by: u64) {
        self.length += by;
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
