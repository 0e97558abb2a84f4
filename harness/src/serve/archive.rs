//! The journal on disk: a line a request, bounded, whole after a crash.

#![expect(
    clippy::disallowed_methods,
    reason = "the archive is the one file that serving keeps open"
)]

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Record;

/// An append-only file of records, which its owner alone may read: the heads have signatures and tokens as
/// they arrived. A line is written in one piece; when a crash leaves a piece of one,
/// the next start cuts it off.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    file: File,
    bytes: u64,
    limit: u64,
}

impl Archive {
    /// How large the file may grow unless told otherwise: 64 MiB.
    pub const LIMIT: u64 = 64 << 20;

    /// Opens the archive at `path`, makes it where there is none, and reads what it holds.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(path: &Path, limit: u64) -> io::Result<(Self, Vec<Record>)> {
        let content = match std::fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            content => content?,
        };
        let whole = content.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let records = content[..whole]
            .split(|&byte| byte == b'\n')
            .filter_map(Record::from_line)
            .collect();
        let file = private(OpenOptions::new().create(true).append(true), path)?;
        file.set_len(whole as u64)?;
        let archive = Self {
            path: path.to_owned(),
            file,
            bytes: whole as u64,
            limit,
        };
        Ok((archive, records))
    }

    /// Adds a record. When the file is over its limit, it is written anew with the newest of
    /// `remembered` (oldest first, the added one included) that fill half of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn append(&mut self, record: &Record, remembered: &[Arc<Record>]) -> io::Result<()> {
        let line = record.line();
        if self.bytes + line.len() as u64 > self.limit {
            return self.rewrite(remembered);
        }
        self.file.write_all(line.as_bytes())?;
        self.bytes += line.len() as u64;
        Ok(())
    }

    /// Forgets all records.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.bytes = 0;
        Ok(())
    }

    /// A temporary file takes the archive's place once it is whole on disk.
    fn rewrite(&mut self, remembered: &[Arc<Record>]) -> io::Result<()> {
        let mut lines: Vec<String> = Vec::new();
        let mut bytes = 0;
        for record in remembered.iter().rev() {
            let line = record.line();
            bytes += line.len() as u64;
            if bytes > self.limit / 2 && !lines.is_empty() {
                break;
            }
            lines.push(line);
        }
        lines.reverse();
        let temporary = self.path.with_extension("new");
        let mut file = private(OpenOptions::new().create(true).write(true).truncate(true), &temporary)?;
        file.write_all(lines.concat().as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&temporary, &self.path)?;
        self.file = OpenOptions::new().append(true).open(&self.path)?;
        self.bytes = lines.iter().map(|line| line.len() as u64).sum();
        Ok(())
    }
}

/// Opens a file for its owner alone; one that is there already is closed to others from now on.
fn private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let file = options.mode(OWNER_ALONE).open(path)?;
    file.set_permissions(Permissions::from_mode(OWNER_ALONE))?;
    Ok(file)
}

const OWNER_ALONE: u32 = 0o600;
