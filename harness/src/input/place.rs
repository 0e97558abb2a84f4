//! Where in an input something stands.

use std::fmt;

/// A place in an input, so that a person can find it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line, counted from 1.
    pub line: u64,
    /// The offset of its first byte, counted from 0.
    pub byte: u64,
    /// Which entry of a HAR file, counted from 1; `None` in formats without entries.
    pub entry: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(entry) = self.entry {
            write!(f, "entry {entry}, ")?;
        }
        write!(f, "line {} (byte {})", self.line, self.byte)
    }
}
