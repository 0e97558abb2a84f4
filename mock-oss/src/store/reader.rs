//! Reading contents piece by piece.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use bytes::Bytes;

use super::{Content, Spooled};

/// A walk through a part of a content. It blocks when the content is a file.
#[derive(Debug)]
pub struct Reader {
    content: Content,
    left: Range<u64>,
    file: Option<File>,
}

impl Reader {
    pub(super) fn new(content: Content, part: Range<u64>) -> Self {
        let end = part.end.min(content.len());
        let start = part.start.min(end);
        Self {
            content,
            left: start..end,
            file: None,
        }
    }

    /// How many bytes are still to come.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left.end - self.left.start
    }

    /// The rest, when it is in memory and so needs no blocking read.
    pub fn take_memory(&mut self) -> Option<Bytes> {
        let Content::Memory(bytes) = &self.content else {
            return None;
        };
        let start = usize::try_from(self.left.start).ok()?;
        let end = usize::try_from(self.left.end).ok()?;
        self.left.start = self.left.end;
        Some(bytes.slice(start..end))
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Those of the disk, and `UnexpectedEof` for a file that has become shorter.
    pub fn next_piece(&mut self) -> io::Result<Option<Bytes>> {
        if self.left() == 0 {
            return Ok(None);
        }
        let piece = match &self.content {
            Content::Memory(_) => self.take_memory().unwrap_or_default(),
            Content::File(spooled) => {
                let file = match self.file.take() {
                    Some(file) => self.file.insert(file),
                    None => self.file.insert(opened(spooled, self.left.start)?),
                };
                let size = (self.left.end - self.left.start).min(PIECE);
                let mut piece = Vec::new();
                file.take(size).read_to_end(&mut piece)?;
                self.left.start += piece.len() as u64;
                Bytes::from(piece)
            }
        };
        if piece.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Some(piece))
    }
}

fn opened(spooled: &Spooled, at: u64) -> io::Result<File> {
    let mut file = spooled.open()?;
    file.seek(SeekFrom::Start(at))?;
    Ok(file)
}

/// Bytes read at once.
const PIECE: u64 = 256 * 1024;
