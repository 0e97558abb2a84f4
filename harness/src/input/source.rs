//! Lines and pieces of an input, each with its place, in bounded memory.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use super::{InputError, Place};

/// A reader that knows where it is.
#[derive(Debug)]
pub(super) struct Source<R> {
    reader: R,
    next: Place,
    returned: VecDeque<Line>,
}

/// What a reader of a format takes its input from.
pub(super) trait Lines {
    /// The next line; of a line over `limit` bytes only so many, the rest is passed over.
    fn line(&mut self, limit: usize) -> Result<Option<Line>, InputError>;

    /// The next line, or the next `limit` bytes of it.
    fn piece(&mut self, limit: usize) -> Result<Option<Line>, InputError>;

    /// Gives a line back; the next call begins with it. Of several, the last one comes first.
    fn give_back(&mut self, line: Line);

    /// Reads up to `count` bytes and hands them on in pieces; gives back how many there were.
    fn take(&mut self, count: u64, each: &mut dyn FnMut(&[u8])) -> Result<u64, InputError>;
}

/// One line with its end, or a piece of one.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins.
    pub(super) place: Place,
    /// The bytes, line end included.
    pub(super) bytes: Vec<u8>,
    /// Whether the line goes on beyond `bytes`.
    pub(super) extent: Extent,
}

/// Whether a line was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    Cut,
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(reader: R) -> Self {
        let next = Place {
            line: 1,
            ..Place::default()
        };
        Self {
            reader,
            next,
            returned: VecDeque::new(),
        }
    }

    fn fill(&mut self) -> Result<&[u8], InputError> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => {
                    let place = self.next;
                    return Err(InputError::Read { place, source });
                }
            }
        }
        self.reader.fill_buf().map_err(|source| InputError::Read {
            place: self.next,
            source,
        })
    }

    fn advance(&mut self, bytes: &[u8]) {
        self.next.byte += bytes.len() as u64;
        self.next.line += u64::from(bytes.last() == Some(&b'\n'));
    }
}

impl<R: BufRead> Lines for Source<R> {
    fn line(&mut self, limit: usize) -> Result<Option<Line>, InputError> {
        let line = self.piece(limit)?;
        if line.as_ref().is_some_and(|line| line.extent == Extent::Cut) {
            while let Some(rest) = self.piece(limit)? {
                if rest.extent == Extent::Whole {
                    break;
                }
            }
        }
        Ok(line)
    }

    fn piece(&mut self, limit: usize) -> Result<Option<Line>, InputError> {
        if let Some(line) = self.returned.pop_front() {
            return Ok(Some(line));
        }
        let place = self.next;
        let mut bytes = Vec::new();
        let mut extent = Extent::Whole;
        loop {
            let buffer = self.fill()?;
            if buffer.is_empty() {
                break;
            }
            let end = buffer.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            let room = limit - bytes.len();
            let take = end.unwrap_or(buffer.len()).min(room);
            bytes.extend_from_slice(&buffer[..take]);
            self.reader.consume(take);
            if bytes.last() == Some(&b'\n') {
                break;
            }
            if bytes.len() >= limit {
                extent = Extent::Cut;
                break;
            }
        }
        self.advance(&bytes);
        Ok((!bytes.is_empty()).then_some(Line { place, bytes, extent }))
    }

    fn give_back(&mut self, line: Line) {
        self.returned.push_front(line);
    }

    fn take(&mut self, count: u64, each: &mut dyn FnMut(&[u8])) -> Result<u64, InputError> {
        let mut taken = 0;
        while taken < count {
            let left = usize::try_from(count - taken).unwrap_or(usize::MAX);
            let Some(mut line) = self.piece(PIECE)? else {
                break;
            };
            let take = line.bytes.len().min(left);
            each(&line.bytes[..take]);
            taken += take as u64;
            if take < line.bytes.len() {
                line.bytes.drain(..take);
                line.place.byte += take as u64;
                self.give_back(line);
            }
        }
        Ok(taken)
    }
}

impl Line {
    /// The line without its line end.
    pub(super) fn content(&self) -> &[u8] {
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        line.strip_suffix(b"\r").unwrap_or(line)
    }

    /// Whether it ends as HTTP lines do.
    pub(super) fn ends_in_crlf(&self) -> bool {
        self.bytes.ends_with(b"\r\n")
    }

    /// Whether it is empty but for its end.
    pub(super) fn is_blank(&self) -> bool {
        self.content().is_empty()
    }
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line")
            .field("place", &self.place)
            .field("bytes", &self.bytes.len())
            .field("extent", &self.extent)
            .finish()
    }
}

/// How many bytes are handed on at once.
const PIECE: usize = 64 * 1024;
