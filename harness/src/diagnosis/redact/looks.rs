//! Confidential values known by what a text looks like: a claim in a place where none belongs.
//!
//! A query may be malformed, escaped whole, or stand inside a field or another parameter. A service
//! takes no claim from there, and so no part of the program has it by its name; but a reader can still
//! use it. What is taken for a claim here is taken loosely: too much is better hidden than too little.

use mock_oss::verify::names::bare_authorization_words;

use super::hidden::Place;
use super::names::{AUTHORIZATION, SIGNATURE, TOKEN};
use super::shapes::{LONGEST_MAC, is_mac, is_nearly_signature, names_another};

/// The places of values that look like signatures, security tokens or bearer's credentials, in a text as it
/// is; in order, without overlaps.
pub(super) fn places(text: &[u8]) -> impl Iterator<Item = Place> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let found = [named, signed, borne, unnamed].iter().find_map(|find| find(text, at));
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

/// The value behind a mark at `at` whose name is nearly a signature's, or which is a signature by itself: in
/// a query under any name, behind an id and a colon.
fn unnamed(text: &[u8], at: usize) -> Option<Place> {
    if !matches!(text[at], b'=' | b':' | b'>') {
        return None;
    }
    let before = &text[at.saturating_sub(LONGEST_NAME)..at];
    let before = &before[..skip_back(before, is_wrapping)];
    let apart = before.iter().rposition(|byte| b"&?;, \n\"'{<(".contains(byte));
    let name = &before[apart.map_or(0, |apart| apart + 1)..];
    let start = skip(text, at + 1, is_wrapping);
    if is_nearly_signature(name) {
        return Some((start..skip(text, start, is_value), SIGNATURE));
    }
    let most = &text[..text.len().min(start + LONGEST_MAC + 1)];
    let value = start..skip(most, start, is_value);
    let in_query = text[at] == b'=' && apart.is_some_and(|apart| b"&?;".contains(&before[apart]));
    let behind_id = text[at] == b':' && start == at + 1 && name.len() >= SHORTEST_ID;
    let found = (in_query || behind_id) && is_mac(&text[value.clone()]) && !names_another(name);
    found.then_some((value, SIGNATURE))
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

/// The end of a text without the last bytes that are of a kind.
fn skip_back(text: &[u8], kind: impl Fn(u8) -> bool) -> usize {
    text.iter().rposition(|&byte| !kind(byte)).map_or(0, |last| last + 1)
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

/// Shorter texts before a colon are words, and no ids of keys.
const SHORTEST_ID: usize = 4;

/// Longer names are no slips of the hand. In bytes: letters that are no ASCII have two and more.
const LONGEST_NAME: usize = 48;
