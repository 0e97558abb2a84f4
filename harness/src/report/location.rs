//! Where a captured head stands, written so that editors and terminals can follow it.

use std::fmt;

/// The place of a head in an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The input's name.
    pub name: String,
    /// The line on which the head, or what holds it, begins; counted from 1.
    pub line: u64,
    /// Which entry of an archive, counted from 1.
    pub entry: Option<u64>,
    /// What the input writes before each line of the head (`> `), where these lines stand one by one in
    /// it; `None` where they do not, so that only the head's own lines can be counted.
    pub prefix: Option<&'static str>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.line > 1 {
            write!(f, ":{}", self.line)?;
        }
        match self.entry {
            Some(entry) => write!(f, ", entry {entry}"),
            None => Ok(()),
        }
    }
}
