//! Two texts, aligned line by line, and within a line byte by byte.

use super::alignment::{Pair, aligned};
use crate::words::{Words, wire, words};

/// Whose texts are compared.
pub(crate) struct Sides {
    /// What the first does with a line that the other has otherwise: "the client has".
    pub(crate) one: &'static str,
    /// The same of the second.
    pub(crate) other: &'static str,
    /// The texts themselves.
    pub(crate) texts: [&'static str; 2],
}

/// The lines that are not the same, in words. Line ends and blanks at the end of the whole are what a
/// terminal or a browser makes of them.
pub(crate) fn differences(one: &[u8], other: &[u8], sides: &Sides) -> Vec<Words> {
    let (one, other) = (lines(one), lines(other));
    let [first, second] = sides.texts;
    let mut number = 0;
    let mut told = Vec::new();
    let mut left = 0;
    for pair in aligned(&one, &other) {
        number += usize::from(!matches!(pair, Pair::Second(_)));
        match pair {
            Pair::Same => {}
            _ if told.len() == MOST_LINES => left += 1,
            Pair::Changed(one, other) => told.push(words!("string, line {}: {}", number, changed(one, other, sides))),
            Pair::First(line) => told.push(alone(line, first, second)),
            Pair::Second(line) => told.push(alone(line, second, first)),
        }
    }
    told.extend(more(left));
    told
}

/// That so many lines more differ.
pub(super) fn more(lines: usize) -> Option<Words> {
    let plural = if lines == 1 { " differs" } else { "s differ" };
    (lines > 0).then(|| words!("{} more line{}", lines, plural))
}

/// A text's lines.
pub(super) fn lines(text: &[u8]) -> Vec<&[u8]> {
    let lines = text.trim_ascii_end().split(|&byte| byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}

/// A line that stands in one text only.
fn alone(text: &[u8], here: &'static str, there: &'static str) -> Words {
    words!("{} is in {} and not in {}", line(text), here, there)
}

/// A line that is another one there, and the bytes of long ones in which they differ.
fn changed(one: &[u8], other: &[u8], sides: &Sides) -> Words {
    let whole = words!("{} {}, {} {}", sides.one, line(one), sides.other, line(other));
    let (begin, end) = common(one, other);
    let (here, there) = (&one[begin..one.len() - end], &other[begin..other.len() - end]);
    let shared = begin + end;
    let is_short = shared < one.len().max(other.len()) / 2 || shared < LONG;
    // A part of a token would be shown where the whole one is masked.
    if is_short || [one, other].into_iter().any(has_token) {
        return whole;
    }
    words!(
        "{}; they part behind {} bytes, {} against {}",
        whole,
        begin,
        part(here),
        part(there)
    )
}

/// How many bytes two lines have in common at their beginnings and their ends, no character cut.
fn common(one: &[u8], other: &[u8]) -> (usize, usize) {
    let is_inside = |byte: Option<&u8>| byte.is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut begin = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    while begin > 0 && (is_inside(one.get(begin)) || is_inside(other.get(begin))) {
        begin -= 1;
    }
    let (one, other) = (&one[begin..], &other[begin..]);
    let backwards = one.iter().rev().zip(other.iter().rev());
    let mut end = backwards.take_while(|(one, other)| one == other).count();
    while end > 0 && is_inside(one.get(one.len() - end)) {
        end -= 1;
    }
    (begin, end)
}

fn has_token(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    [&b"token"[..], b"signature"]
        .into_iter()
        .any(|word| line.windows(word.len()).any(|text| text == word))
}

fn part(text: &[u8]) -> Words {
    quoted(Some(text).filter(|text| !text.is_empty()))
}

/// A line in backticks; of an empty one, that it is.
fn line(text: &[u8]) -> Words {
    if text.is_empty() {
        return "an empty line".into();
    }
    quoted(Some(text))
}

/// A text in quotation marks, or that there is none.
pub(crate) fn quoted(text: Option<impl AsRef<[u8]>>) -> Words {
    text.map_or("nothing".into(), |text| words!("`{}`", wire(text)))
}

/// Beyond these, every line differs and none of them tells anything.
pub(super) const MOST_LINES: usize = 12;

/// Shorter lines are seen whole.
const LONG: usize = 12;
