//! Byte ranges of downloads.

use std::ops::Range;

/// What a `Range` field asks of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) enum Wanted {
    /// Everything, with 200: no range, or one that OSS ignores.
    Whole,
    /// These offsets, with 206.
    Part(Range<u64>),
    /// Nothing can be given: 416.
    Unsatisfiable,
}

/// How ranges that reach outside a content are taken (`x-oss-range-behavior`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Outside {
    /// OSS's own way: such a range is ignored, and the whole object goes out with 200.
    Ignored,
    /// `standard`: cut to the content where they meet, else 416 (RFC 9110 section 14.1.2).
    Standard,
}

/// Reads a `Range` field against a content of `length` bytes ("Use HTTP Range requests to get OSS
/// resources in segments"). Of several ranges only the first counts. A field that is no byte range is
/// ignored.
pub(in crate::server) fn wanted(field: &[u8], length: u64, outside: Outside) -> Wanted {
    let Some(asked) = asked(field) else {
        return Wanted::Whole;
    };
    let (part, fits) = match asked {
        Asked::Between(first, last) => (first..last.saturating_add(1).min(length), last < length),
        Asked::From(first) => (first..length, true),
        Asked::Last(count) => (length.saturating_sub(count)..length, count <= length),
    };
    match outside {
        Outside::Ignored if fits && part.start < part.end => Wanted::Part(part),
        Outside::Ignored => Wanted::Whole,
        Outside::Standard if part.start < part.end => Wanted::Part(part),
        Outside::Standard => Wanted::Unsatisfiable,
    }
}

/// A range as written.
enum Asked {
    /// `first-last`
    Between(u64, u64),
    /// `first-`
    From(u64),
    /// `-count`
    Last(u64),
}

/// The first range of `bytes=...`.
fn asked(field: &[u8]) -> Option<Asked> {
    let text = std::str::from_utf8(field).ok()?.strip_prefix("bytes=")?;
    match text.split(',').next()?.trim().split_once('-')? {
        ("", count) => Some(Asked::Last(number(count)?)),
        (first, "") => Some(Asked::From(number(first)?)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(Asked::Between(first, last))
        }
    }
}

fn number(digits: &str) -> Option<u64> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}
