//! What loggers, quotations and indentation put before each line of a text.

/// The bytes before a text on its first line, which the lines after it are likely to have too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Prefix(Vec<u8>);

impl Prefix {
    /// What stands before `at`.
    pub(super) fn before(line: &[u8], at: usize) -> Self {
        Self(line[..at.min(LONGEST)].to_vec())
    }

    /// The prefix where it is of blanks and quotation marks alone; none where it is of anything else, as a prompt.
    pub(super) fn only_marks(self) -> Self {
        if self.0.iter().all(|byte| b" \t>|".contains(byte)) {
            self
        } else {
            Self::default()
        }
    }

    /// The line without the prefix, or as it is when it has none of that shape.
    ///
    /// Times, counters and thread ids change from line to line, so letters and digits fit any other. A line
    /// of nothing but the prefix may have lost the blank at its end.
    pub(super) fn strip<'a>(&self, line: &'a [u8]) -> &'a [u8] {
        let fits = |shape: &[u8]| {
            line.len() >= shape.len()
                && line.iter().zip(shape).all(|(byte, shape)| {
                    byte == shape || (byte.is_ascii_alphanumeric() && shape.is_ascii_alphanumeric())
                })
        };
        if fits(&self.0) {
            return &line[self.0.len()..];
        }
        let trimmed = self.0.trim_ascii_end();
        if line.len() == trimmed.len() && fits(trimmed) {
            &[]
        } else {
            line
        }
    }
}

/// Longer ones are not kept: no logger writes so much before a line.
const LONGEST: usize = 256;
