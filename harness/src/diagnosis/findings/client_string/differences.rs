//! Two texts, line by line.

use crate::words::{Words, wire, words};

/// The first lines that are not the same, in words: `sides` says whose text is whose. Line ends and blanks
/// at the end of the whole are what a terminal or a browser makes of them.
pub(crate) fn differences(one: &[u8], other: &[u8], sides: [&'static str; 2]) -> Vec<Words> {
    let (one, other) = (lines(one), lines(other));
    let all = 0..one.len().max(other.len());
    let different = all.filter(|&at| one.get(at) != other.get(at)).take(MOST_LINES);
    different
        .map(|at| {
            let (one, other) = (quoted(one.get(at)), quoted(other.get(at)));
            words!("line {}: {} {}, {} {}", at + 1, sides[0], one, sides[1], other)
        })
        .collect()
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    let lines = text.trim_ascii_end().split(|&byte| byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}

/// A text in quotation marks, or that there is none.
pub(crate) fn quoted(text: Option<impl AsRef<[u8]>>) -> Words {
    text.map_or("nothing".into(), |text| words!("`{}`", wire(text)))
}

/// Beyond these, every line differs and none of them tells anything.
const MOST_LINES: usize = 12;
