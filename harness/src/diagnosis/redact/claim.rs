//! Where the signature of a head stands.

use std::ops::Range;

use mock_oss::verify::names::authorization_words;
use mock_oss::verify::{Request, read_claim};
use mock_oss::wire::{Field, Received, Span};

use super::names::{AUTHORIZATION, SIGNATURE};
use crate::diagnosis::case::misplaced_claim::near_misses;

/// The signatures that the claim presents, as the service reads it, or as it would where the claim nearly
/// stands in its place.
pub(super) fn presented(received: &Received) -> Vec<Vec<u8>> {
    let read = |head| Some(read_claim(&Request::new(head)).ok()??.signature.text);
    let near = near_misses(received);
    let all = near.iter().map(|near| read(&near.mended));
    all.chain([read(received)]).flatten().collect()
}

/// The signatures in an `Authorization` field, and what stands in their place; all of its credentials
/// when there is no telling where a signature is.
///
/// A claim that the service cannot read still holds a signature, so that this reads loosely.
pub(super) fn in_authorization(field: &Field<'_>) -> Vec<(Span, &'static str)> {
    let raw = field.raw_value();
    let at = |start: usize, end: usize| Span::new(field.value_span().start + start, field.value_span().start + end);
    let blank = raw.iter().position(u8::is_ascii_whitespace);
    let credentials = blank.map_or(0, |blank| blank + 1);
    let is_known = authorization_words().any(|word| *word.as_bytes() == raw[..blank.unwrap_or(0)]);
    let marked = marked(raw);
    let colon = raw.iter().position(|&byte| byte == b':');
    match colon {
        _ if is_known && !marked.is_empty() => marked
            .into_iter()
            .map(|part| (at(part.start, part.end), SIGNATURE))
            .collect(),
        Some(colon) if is_known => vec![(at(colon + 1, raw.len()), SIGNATURE)],
        _ => vec![(at(credentials, raw.len()), AUTHORIZATION)],
    }
}

/// The values of a signature's parts, without overlaps.
fn marked(raw: &[u8]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        match behind_marker(raw, at) {
            Some(start) => {
                at = part_end(raw, start);
                all.push(start..at);
            }
            None => at += 1,
        }
    }
    all
}

/// Where the value begins if the name of a signature's part stands at `at`: `Signature=` in V4,
/// `Signature:` in V2.
fn behind_marker(raw: &[u8], at: usize) -> Option<usize> {
    let end = at + NAME.len();
    let named = raw.get(at..end)?.eq_ignore_ascii_case(NAME);
    (named && matches!(raw.get(end), Some(b'=' | b':'))).then_some(end + 1)
}

fn part_end(raw: &[u8], start: usize) -> usize {
    let length = raw[start..].iter().position(|&byte| byte == b',');
    length.map_or(raw.len(), |length| start + length)
}

const NAME: &[u8] = b"Signature";
