//! Confidential values known by what a text looks like: a claim in a place where none belongs.
//!
//! A query may be malformed, escaped whole, or stand inside a field or another parameter. A service
//! takes no claim from there, and so no part of the program has it by its name; but a reader can still
//! use it. What is taken for a claim here is taken loosely: too much is better hidden than too little.

use std::ops::Range;

use mock_oss::verify::names::bare_authorization_words;

use super::hidden::Place;
use super::names::{AUTHORIZATION, SIGNATURE, TOKEN};
use crate::diagnosis::code::within;

/// The places of values that look like signatures, security tokens or bearer's credentials, in a text
/// as it is and in what percent-decoding it up to [`MOST_LEVELS`] times gives; they may overlap.
pub(super) fn places(text: &[u8]) -> Vec<Place> {
    let mut all = Vec::new();
    let mut level = Level::new(text);
    for _ in 0..=MOST_LEVELS {
        all.extend(in_level(&level.bytes).map(|(range, word)| (level.origin(&range), word)));
        match level.decoded() {
            Some(next) => level = next,
            None => break,
        }
    }
    all
}

/// A text, percent-decoded so many times, and where each of its bytes stood at first.
struct Level {
    bytes: Vec<u8>,
    /// Where each byte begins; one more for the end.
    begins: Vec<usize>,
}

impl Level {
    fn new(text: &[u8]) -> Self {
        Self {
            bytes: text.to_vec(),
            begins: (0..=text.len()).collect(),
        }
    }

    /// The range of the first text that became `range` of this one.
    fn origin(&self, range: &Range<usize>) -> Range<usize> {
        self.begins[range.start]..self.begins[range.end]
    }

    /// The text decoded once more; `None` when nothing in it is encoded.
    fn decoded(&self) -> Option<Self> {
        let mut next = Self {
            bytes: Vec::with_capacity(self.bytes.len()),
            begins: Vec::with_capacity(self.begins.len()),
        };
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            next.begins.push(self.begins[at]);
            let decoded = if byte == b'%' { octet(&self.bytes[at..]) } else { None };
            next.bytes.push(decoded.unwrap_or(byte));
            at += if decoded.is_some() { 3 } else { 1 };
        }
        next.begins.push(self.begins[self.bytes.len()]);
        (next.bytes.len() < self.bytes.len()).then_some(next)
    }
}

/// The byte that `%XX` stands for (RFC 3986, 2.1).
fn octet(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(1)? * 16 + digit(2)?).ok()
}

/// In order, without overlaps.
fn in_level(text: &[u8]) -> impl Iterator<Item = Place> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let found = [named, signed, borne, nearly_named]
                .iter()
                .find_map(|find| find(text, at));
            at += 1;
            if let Some((range, word)) = found.filter(|(range, _)| range.len() >= SHORTEST) {
                at = range.end;
                return Some((range, word));
            }
        }
        None
    })
}

/// The value behind a name whose last word begins at `at`: `x-oss-signature=..`, `"Signature": ".."`.
fn named(text: &[u8], at: usize) -> Option<Place> {
    let (name, word) = LAST_WORDS.iter().find(|(name, _)| begins_with(&text[at..], name))?;
    let mark = skip(text, at + name.len(), is_wrapping);
    let is_mark = matches!(text.get(mark), Some(b'=' | b':' | b'>'));
    let start = skip(text, mark + 1, is_wrapping);
    is_mark.then(|| (start..skip(text, start, is_value), *word))
}

/// The value behind a mark at `at` whose name is a signature's but for a byte or two.
fn nearly_named(text: &[u8], at: usize) -> Option<Place> {
    if !matches!(text[at], b'=' | b':') {
        return None;
    }
    let before = &text[at.saturating_sub(LONGEST_NAME)..at];
    let apart = before.iter().rposition(|byte| b"&?;, \n\"'{".contains(byte));
    let name = &before[apart.map_or(0, |apart| apart + 1)..];
    let vendor = ["x-oss-", "x-amz-"]
        .iter()
        .find(|vendor| begins_with(name, vendor.as_bytes()));
    let name = &name[vendor.map_or(0, |vendor| vendor.len())..];
    let near = within(&name.to_ascii_lowercase(), b"signature", MOST_GARBLED).is_some();
    let start = skip(text, at + 1, is_wrapping);
    near.then(|| (start..skip(text, start, is_value), SIGNATURE))
}

/// The signature of `OSS id:signature` (also `AWS`, which S3 has), wherever it stands.
fn signed(text: &[u8], at: usize) -> Option<Place> {
    let kind = bare_authorization_words().find(|kind| begins_with(&text[at..], kind.as_bytes()))?;
    let id = behind_blanks(text, at, kind.len())?;
    let most = &text[..text.len().min(id + LONGEST_ID)];
    let colon = skip(most, id, |byte| is_value(byte) && byte != b':');
    let is_signed = colon > id && text.get(colon) == Some(&b':');
    is_signed.then(|| (colon + 1..skip(text, colon + 1, is_value), SIGNATURE))
}

/// What is behind `Bearer` (RFC 6750, 2.1).
fn borne(text: &[u8], at: usize) -> Option<Place> {
    let start = begins_with(&text[at..], BEARER).then(|| behind_blanks(text, at, BEARER.len()))??;
    Some((start..skip(text, start, is_value), AUTHORIZATION))
}

/// Where the text goes on behind a whole word and its blanks, `+` among them.
fn behind_blanks(text: &[u8], at: usize, length: usize) -> Option<usize> {
    let is_blank = |byte| matches!(byte, b' ' | b'\t' | b'+');
    let whole = at == 0 || !text[at - 1].is_ascii_alphanumeric();
    let start = skip(text, at + length, is_blank);
    (whole && start > at + length).then_some(start)
}

fn begins_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len())
        .is_some_and(|text| text.eq_ignore_ascii_case(word))
}

/// The end of the bytes from `start` on that are of a kind.
fn skip(text: &[u8], start: usize, kind: impl Fn(u8) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.iter().position(|&byte| !kind(byte)).unwrap_or(rest.len());
    start.min(text.len()) + length
}

/// What may stand around the mark behind a name and before a value.
fn is_wrapping(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'\\')
}

/// What goes on in a value: all but blanks, control characters, and what sets off values in queries,
/// lists, quotations and markup.
fn is_value(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !byte.is_ascii_control() && !b"&;#,?\"'`<>|\\()[]{}".contains(&byte)
}

/// The last words of names, in lower case, and what stands in the place of their values.
const LAST_WORDS: &[(&[u8], &str)] = &[
    (b"signatureprovided", SIGNATURE),
    (b"signature", SIGNATURE),
    (b"security-token", TOKEN),
    (b"security_token", TOKEN),
    (b"securitytoken", TOKEN),
    (b"access_token", TOKEN),
];

const BEARER: &[u8] = b"Bearer";

/// Shorter texts are words of a sentence, and neither signatures nor tokens.
const SHORTEST: usize = 8;

/// Longer texts are no ids of keys.
const LONGEST_ID: usize = 256;

/// How many encodings, one upon the other, are looked through.
const MOST_LEVELS: usize = 3;

/// A name with more edits is another name: `signer` is four from `signature`.
const MOST_GARBLED: usize = 2;

/// Longer than `x-oss-signature` by what may be put in.
const LONGEST_NAME: usize = 20;
