//! A text as it is, and what it becomes when escapes are undone, each byte with the place it came from.

use std::ops::Range;

/// A text with its escapes undone so many times, and where each of its bytes stood at first.
pub(super) struct Level {
    pub(super) bytes: Vec<u8>,
    /// Where each byte begins; one more for the end.
    begins: Vec<usize>,
}

/// The text as it is, and with the escapes of URLs, HTML, JSON and C undone up to [`MOST_LEVELS`] times,
/// while there are any.
pub(super) fn levels(text: &[u8]) -> impl Iterator<Item = Level> {
    let first = Level {
        bytes: text.to_vec(),
        begins: (0..=text.len()).collect(),
    };
    std::iter::successors(Some(first), Level::unescaped).take(MOST_LEVELS + 1)
}

impl Level {
    /// The range of the first text that became `range` of this one.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        self.begins[range.start]..self.begins[range.end]
    }

    /// The text with its escapes undone once more; `None` when it has none.
    fn unescaped(&self) -> Option<Self> {
        let mut next = Self {
            bytes: Vec::with_capacity(self.bytes.len()),
            begins: Vec::with_capacity(self.begins.len()),
        };
        let mut at = 0;
        while at < self.bytes.len() {
            let (character, length) = escape(&self.bytes[at..]).unwrap_or((Meant::Byte(self.bytes[at]), 1));
            match character {
                Meant::Byte(byte) => next.bytes.push(byte),
                Meant::Character(character) => {
                    let mut text = [0; 4];
                    next.bytes
                        .extend_from_slice(character.encode_utf8(&mut text).as_bytes());
                }
            }
            next.begins.resize(next.bytes.len(), self.begins[at]);
            at += length;
        }
        next.begins.push(self.begins[self.bytes.len()]);
        (next.bytes.len() < self.bytes.len()).then_some(next)
    }
}

/// What an escape stands for.
enum Meant {
    Byte(u8),
    Character(char),
}

/// The escape at the beginning of a text, and its length.
fn escape(text: &[u8]) -> Option<(Meant, usize)> {
    match text {
        // RFC 3986, 2.1; the second form is that of JavaScript's `escape`.
        [b'%', b'u' | b'U', rest @ ..] => Some((character(rest.get(..4)?)?, 6)),
        [b'%', rest @ ..] => Some((byte(rest)?, 3)),
        [b'&', rest @ ..] => reference(rest),
        [b'\\', b'u', b'{', rest @ ..] => {
            let length = rest.iter().take(8).position(|&byte| byte == b'}')?;
            Some((character(&rest[..length])?, length + 4))
        }
        [b'\\', b'u', rest @ ..] => Some((character(rest.get(..4)?)?, 6)),
        [b'\\', b'x', rest @ ..] => Some((byte(rest)?, 4)),
        [b'\\', meant @ (b'/' | b'"' | b'\'' | b'\\'), ..] => Some((Meant::Byte(*meant), 2)),
        _ => None,
    }
}

fn byte(text: &[u8]) -> Option<Meant> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok().map(Meant::Byte)
}

fn character(digits: &[u8]) -> Option<Meant> {
    number(digits, 16).and_then(char::from_u32).map(Meant::Character)
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let plain = !digits.is_empty() && digits.iter().all(|&digit| char::from(digit).is_digit(radix));
    let text = std::str::from_utf8(digits).ok().filter(|_| plain)?;
    u32::from_str_radix(text, radix).ok()
}

/// A character reference of HTML behind its `&`.
fn reference(text: &[u8]) -> Option<(Meant, usize)> {
    let end = text.iter().take(LONGEST_REFERENCE).position(|&byte| byte == b';')?;
    let meant = match &text[..end] {
        [b'#', b'x' | b'X', digits @ ..] => character(digits)?,
        [b'#', digits @ ..] => Meant::Character(number(digits, 10).and_then(char::from_u32)?),
        name => Meant::Byte(REFERENCES.iter().find(|(known, _)| *known == name)?.1),
    };
    Some((meant, end + 2))
}

/// The references that stand for ASCII which values of claims have (HTML Standard, 13.5).
const REFERENCES: &[(&[u8], u8)] = &[
    (b"amp", b'&'),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"quot", b'"'),
    (b"apos", b'\''),
    (b"plus", b'+'),
    (b"sol", b'/'),
    (b"equals", b'='),
    (b"colon", b':'),
    (b"percnt", b'%'),
];

/// `#x0010FFFF`, and zeros before it.
const LONGEST_REFERENCE: usize = 16;

/// How many escapes, one upon the other, are undone.
const MOST_LEVELS: usize = 3;
