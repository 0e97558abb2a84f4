//! The request log on disk: a line a request, bounded, whole after a crash.

#![expect(
    clippy::disallowed_methods,
    reason = "the archive is the one file that serving keeps open"
)]

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Record;

/// An append-only file of records, which its owner alone may read: the heads have signatures and tokens as
/// they arrived. A line is written in one piece. When a full disk leaves a piece of one, it is cut off before
/// the next is written; when a crash does, the next start cuts it off.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    file: File,
    /// How long the whole lines are, one behind the other.
    bytes: u64,
    ending: Ending,
    limit: u64,
}

/// What stands behind the whole lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing.
    Whole,
    /// Perhaps a piece of a line.
    Torn,
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
        let file = private(path)?;
        file.set_len(whole as u64)?;
        let archive = Self {
            path: path.to_owned(),
            file,
            bytes: whole as u64,
            ending: Ending::Whole,
            limit,
        };
        Ok((archive, records))
    }

    /// Adds a record. When the file is over its limit, it is written anew with the newest of
    /// `remembered` (oldest first, the added one included) that fill half of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn append<'r>(
        &mut self,
        record: &Record,
        remembered: impl DoubleEndedIterator<Item = &'r Record>,
    ) -> io::Result<()> {
        let line = record.line();
        if self.bytes + line.len() as u64 > self.limit {
            return self.rewrite(remembered);
        }
        self.cut_torn()?;
        if let Err(error) = self.file.write_all(line.as_bytes()) {
            self.ending = Ending::Torn;
            // At once, since the process may end before another line comes.
            let _ = self.cut_torn();
            return Err(error);
        }
        self.bytes += line.len() as u64;
        Ok(())
    }

    /// Cuts off the piece of a line that could not be written to its end.
    fn cut_torn(&mut self) -> io::Result<()> {
        if self.ending == Ending::Torn {
            self.file.set_len(self.bytes)?;
            self.ending = Ending::Whole;
        }
        Ok(())
    }

    /// Forgets all records.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.bytes = 0;
        self.ending = Ending::Whole;
        Ok(())
    }

    /// A temporary file takes the archive's place once it is whole on disk.
    fn rewrite<'r>(&mut self, remembered: impl DoubleEndedIterator<Item = &'r Record>) -> io::Result<()> {
        let mut lines: Vec<String> = Vec::new();
        let mut bytes = 0;
        for record in remembered.rev() {
            let line = record.line();
            bytes += line.len() as u64;
            if bytes > self.limit / 2 && !lines.is_empty() {
                break;
            }
            lines.push(line);
        }
        lines.reverse();
        let temporary = self.path.with_extension("new");
        let text = lines.concat();
        let file = written(&temporary, text.as_bytes());
        let renamed = file.and_then(|file| std::fs::rename(&temporary, &self.path).map(|()| file));
        if renamed.is_err() {
            // A full disk is not to be made fuller.
            let _ = std::fs::remove_file(&temporary);
        }
        self.file = renamed?;
        self.bytes = text.len() as u64;
        self.ending = Ending::Whole;
        Ok(())
    }
}

/// A file that holds this text and nothing else, safe on the disk, at whose end more can be written.
fn written(path: &Path, text: &[u8]) -> io::Result<File> {
    let mut file = private(path)?;
    file.set_len(0)?;
    file.write_all(text)?;
    file.sync_all()?;
    Ok(file)
}

/// Opens a file to write at its end, for its owner alone; one that is there already is closed to others from
/// now on.
#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    const OWNER_ALONE: u32 = 0o600;
    let mut options = OpenOptions::new();
    let file = options.create(true).append(true).mode(OWNER_ALONE).open(path)?;
    file.set_permissions(std::fs::Permissions::from_mode(OWNER_ALONE))?;
    Ok(file)
}

/// Opens a file to write at its end; here its folder says who may read it.
#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}
