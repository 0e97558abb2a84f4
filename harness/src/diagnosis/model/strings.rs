//! Both sides' strings, line by line.

use std::fmt;

use mock_oss::verify::{Provenance, Rule, StageName};

use crate::words::Wire;

/// The strings that were signed, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strings {
    /// The service's, computed from what arrived (or given, when the head makes no claim).
    pub server: Option<ShownString>,
    /// The client's: given and checked, or recovered by the search.
    pub client: Option<ShownString>,
}

/// A canonical form to show: all stages, security tokens left out.
///
/// `Display` gives the last stage, the string to sign, with a line feed between its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownString {
    /// How it is known.
    pub origin: Origin,
    /// The lines of all stages in order.
    pub lines: Vec<ShownLine>,
}

/// How a string is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Computed from the received head.
    Computed,
    /// Recovered by the search: its MAC is the presented signature.
    Recovered,
    /// Given with the evidence; no MAC was recomputed, or it was and differs.
    Given,
}

/// One line of a shown string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// The stage it belongs to.
    pub stage: StageName,
    /// The text.
    pub text: Wire,
    /// The rule that made it, where it was computed.
    pub rule: Option<Rule>,
    /// Where it was read from, where it was computed.
    pub from: Option<Provenance>,
    /// How it compares with the other side's.
    pub agreement: Agreement,
}

/// How a line compares with the other side's string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// There is no other string to compare with.
    Alone,
    /// The other side has the same line in its place.
    Same,
    /// The other side has another line in its place.
    Differs,
    /// The other side has no such line.
    OnlyHere,
}

impl fmt::Display for ShownString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.lines.last().map(|line| line.stage);
        let lines = self.lines.iter().filter(|line| Some(line.stage) == last);
        for (index, line) in lines.enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            line.text.fmt(f)?;
        }
        Ok(())
    }
}
