//! How two normal heads differ, line by line.

use std::fmt;

use mock_oss::wire::escaped;

/// One place where a received head is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, from 1 for the request line.
    pub line: usize,
    /// The first byte of the line that differs, from 1.
    pub byte: usize,
    /// The line as recorded; `None` when the recording has none there.
    pub recorded: Option<Vec<u8>>,
    /// The line as received; `None` when none is there.
    pub received: Option<Vec<u8>>,
}

/// Where two normal heads differ; empty when they are equal. Equal lines at the beginning and at the
/// end are laid aside first, so that one line too many is one difference.
#[must_use]
pub fn differences(recorded: &[u8], received: &[u8]) -> Vec<Difference> {
    let was: Vec<&[u8]> = recorded.split_inclusive(|&byte| byte == b'\n').collect();
    let is: Vec<&[u8]> = received.split_inclusive(|&byte| byte == b'\n').collect();
    let equal = |pair: &(&&[u8], &&[u8])| pair.0 == pair.1;
    let before = was.iter().zip(&is).take_while(equal).count();
    let (was, is) = (&was[before..], &is[before..]);
    let after = was.iter().rev().zip(is.iter().rev()).take_while(equal).count();
    let (was, is) = (&was[..was.len() - after], &is[..is.len() - after]);
    (0..was.len().max(is.len()))
        .filter(|&at| was.get(at) != is.get(at))
        .map(|at| difference(before + at, was.get(at).copied(), is.get(at).copied()))
        .collect()
}

fn difference(at: usize, recorded: Option<&[u8]>, received: Option<&[u8]>) -> Difference {
    let (was, is) = (recorded.unwrap_or_default(), received.unwrap_or_default());
    let equal = was.iter().zip(is).take_while(|(one, other)| one == other).count();
    Difference {
        line: at + 1,
        byte: equal + 1,
        recorded: recorded.map(<[u8]>::to_vec),
        received: received.map(<[u8]>::to_vec),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |line: &Option<Vec<u8>>| line.as_deref().map_or_else(|| "nothing".to_owned(), escaped);
        let (recorded, received) = (show(&self.recorded), show(&self.received));
        write!(
            f,
            "line {}, byte {}: recorded {recorded}, received {received}",
            self.line, self.byte
        )
    }
}
