//! The lines that a program wrote, out of the records in which a runtime or a collector keeps them.

use std::io::{self, BufRead, Read};

use super::records::{Record, record};

/// A reader of the text inside the records. Lines that are no records pass as they are.
///
/// Memory is bounded: a longer line than `LONGEST` passes in pieces.
#[derive(Debug)]
pub struct Unwrapped<R> {
    input: R,
    /// What is handed on next.
    out: Vec<u8>,
    at: usize,
    /// Whether the line before was handed on in part, so that what follows belongs to it.
    line: Line,
}

/// Where in a line of the input the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Begins,
    GoesOn,
}

impl<R: BufRead> Unwrapped<R> {
    /// Reads the text inside `input`. Nothing is read yet.
    pub fn new(input: R) -> Self {
        Self {
            input,
            out: Vec::new(),
            at: 0,
            line: Line::Begins,
        }
    }

    /// Takes the next line, or piece of one.
    fn next(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        self.input.by_ref().take(LONGEST).read_until(b'\n', &mut line)?;
        self.at = 0;
        let begins = self.line == Line::Begins;
        self.line = if line.ends_with(b"\n") {
            Line::Begins
        } else {
            Line::GoesOn
        };
        self.out = match record(&line) {
            Some(Record { text, .. }) if begins => text,
            _ => line,
        };
        Ok(())
    }
}

impl<R: BufRead> Read for Unwrapped<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Unwrapped<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.out.len() {
            self.next()?;
            if self.out.is_empty() && self.input.fill_buf()?.is_empty() {
                break;
            }
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

/// Most bytes of a line that is looked into.
const LONGEST: u64 = 4 << 20;
