//! Reading contents piece by piece.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use bytes::Bytes;

use super::Blob;
use super::segment::{Segment, cut};

/// A walk through a part of a content. It blocks where the content is in files.
#[derive(Debug)]
pub struct Reader {
    segments: Vec<Segment>,
    /// What is still to come, in bytes of the content.
    left: Range<u64>,
    /// The segment being read, and the offset in the content at which it begins.
    segment: usize,
    segment_start: u64,
    file: Option<File>,
}

impl Reader {
    /// A walk through the part of these segments that lies between two offsets.
    pub(super) fn new(segments: Vec<Segment>, part: Range<u64>) -> Self {
        Self {
            segments,
            left: part,
            segment: 0,
            segment_start: 0,
            file: None,
        }
    }

    /// How many bytes are still to come.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left.end - self.left.start
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Those of the disk, and `UnexpectedEof` for a file that has become shorter.
    pub fn next_piece(&mut self) -> io::Result<Option<Bytes>> {
        while self.left() > 0 {
            let Some(segment) = self.segments.get(self.segment) else {
                break;
            };
            let end = self.segment_start + segment.len();
            if self.left.start >= end {
                self.segment += 1;
                self.segment_start = end;
                self.file = None;
                continue;
            }
            let part = self.left.start - self.segment_start..self.left.end.min(end) - self.segment_start;
            let piece = match segment {
                Segment::Memory(bytes) => cut(bytes, part),
                Segment::File(blob) => read(blob, &mut self.file, part)?,
            };
            self.left.start += piece.len() as u64;
            return Ok(Some(piece));
        }
        Ok(None)
    }
}

/// The next bytes of a file. An open file stands where the last read ended.
fn read(blob: &Blob, file: &mut Option<File>, part: Range<u64>) -> io::Result<Bytes> {
    let open = if let Some(open) = file {
        open
    } else {
        let mut opened = blob.open()?;
        opened.seek(SeekFrom::Start(part.start))?;
        file.insert(opened)
    };
    let size = (part.end - part.start).min(PIECE);
    let mut piece = Vec::new();
    open.take(size).read_to_end(&mut piece)?;
    if piece.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Bytes::from(piece))
}

/// Bytes read at once.
const PIECE: u64 = 256 * 1024;
