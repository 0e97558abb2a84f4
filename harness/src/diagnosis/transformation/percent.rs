//! Percent-encoding, by the sets of characters that libraries leave alone.

use super::bytes::{each_kind, is_mark, swapped};
use super::cost::{FAR, KNOWN, RARE, SELDOM};
use super::pair::{Pair, Way};
use crate::diagnosis::case::text::percent_decoded;

const DECODED: &str = "percent-decoded";
const ADVICE: &str = "encode once, with one and the same encoder: sign the very text that is sent";

/// Each encoder's own page says which characters it leaves alone.
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        KNOWN,
        ADVICE,
        Way::one("percent-encoded", |text| encoded(text, b"-._~", Blank::Escaped)),
        Way::one(DECODED, percent_decoded),
    ),
    of(KNOWN, "percent-encoded, its slashes kept", |text| {
        encoded(text, b"-._~/", Blank::Escaped)
    }),
    of(SELDOM, "percent-encoded as `encodeURIComponent` does", |text| {
        encoded(text, b"-_.!~*'()", Blank::Escaped)
    }),
    of(RARE, "percent-encoded as `encodeURI` does", |text| {
        encoded(text, b"-_.!~*'();,/?:@&=+$#", Blank::Escaped)
    }),
    of(RARE, "percent-encoded as a path of a URL is", |text| {
        encoded(text, b"-_.!~*'();,/:@&=+$|[]^", Blank::Escaped)
    }),
    of(RARE, "percent-encoded as Go's `PathEscape` does", |text| {
        encoded(text, b"-_.~$&+=:@", Blank::Escaped)
    }),
    of(RARE, "percent-encoded as a file name of a header is", |text| {
        encoded(text, b"-_.~!#$&+^`|", Blank::Escaped)
    }),
    of(FAR, "percent-encoded, letters and digits alone kept", |text| {
        encoded(text, b"", Blank::Escaped)
    }),
    of(FAR, "percent-encoded, its `~` as well", |text| {
        encoded(text, b"-._", Blank::Escaped)
    }),
    of(FAR, "percent-encoded, its slashes kept and its `~` not", |text| {
        encoded(text, b"-._/", Blank::Escaped)
    }),
    of(SELDOM, "form-encoded", |text| encoded(text, b"*-._", Blank::Plus)),
    of(RARE, "form-encoded, its `*` as well", |text| {
        encoded(text, b"-._", Blank::Plus)
    }),
    of(RARE, "form-encoded, its `~` kept", |text| {
        encoded(text, b"-._~", Blank::Plus)
    }),
    of(FAR, "form-encoded, its slashes kept", |text| {
        encoded(text, b"-._~/", Blank::Plus)
    }),
    of(RARE, "percent-encoded in lower case", |text| {
        lower_digits(&encoded(text, b"-._~", Blank::Escaped))
    }),
    of(FAR, "percent-encoded in lower case, its slashes kept", |text| {
        lower_digits(&encoded(text, b"-._~/", Blank::Escaped))
    }),
    of(RARE, "form-encoded in lower case, as .NET does", |text| {
        lower_digits(&encoded(text, b"-_.!*()", Blank::Plus))
    }),
    of(
        FAR,
        "percent-encoded in lower case, its marks kept, as .NET does",
        |text| lower_digits(&encoded(text, b"-_.!*()~'/;:@&=+$,", Blank::Escaped)),
    ),
    of(SELDOM, "percent-encoded beyond ASCII alone", |text| {
        encoded(text, b" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", Blank::Escaped)
    }),
    of(FAR, "percent-encoded beyond ASCII alone, in lower case", |text| {
        lower_digits(&encoded(text, b" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", Blank::Escaped))
    }),
    Pair::new(
        RARE,
        ADVICE,
        Way::one("percent-encoded twice", |text| {
            encoded(&encoded(text, b"-._~", Blank::Escaped), b"-._~", Blank::Escaped)
        }),
        Way::one("percent-decoded twice", |text| percent_decoded(&percent_decoded(text))),
    ),
    Pair::new(
        FAR,
        ADVICE,
        Way::one("percent-encoded twice, its slashes kept", |text| {
            encoded(&encoded(text, b"-._~/", Blank::Escaped), b"-._~/", Blank::Escaped)
        }),
        Way::never("percent-decoded twice"),
    ),
    Pair::new(
        SELDOM,
        ADVICE,
        Way::one("with its `%` encoded once more", |text| swapped(text, b"%", b"%25")),
        Way::one("with its `%25` decoded", |text| swapped(text, b"%25", b"%")),
    ),
    Pair::new(
        KNOWN,
        "write a blank as `%20`: `+` is one in forms alone",
        Way::one("with `+` for its blanks", |text| swapped(text, b" ", b"+")),
        Way::one("with blanks for its `+`", |text| swapped(text, b"+", b" ")),
    ),
    Pair::new(
        RARE,
        "write a blank as `%20`: `+` is one in forms alone",
        Way::one("with `%20` for its `+`", |text| swapped(text, b"+", b"%20")),
        Way::one("with `+` for its `%20`", |text| swapped(text, b"%20", b"+")),
    ),
    Pair::new(
        SELDOM,
        ADVICE,
        Way::never("form-encoded"),
        Way::one("form-decoded", |text| percent_decoded(&swapped(text, b"+", b" "))),
    ),
    Pair::new(
        RARE,
        ADVICE,
        Way::one("with the digits of its escapes in lower case", lower_digits),
        Way::one("with the digits of its escapes in upper case", upper_digits),
    ),
    Pair::new(
        RARE,
        ADVICE,
        Way::many("with one kind of its marks percent-encoded", |text| {
            each_kind(text, is_mark, |mark| format!("%{mark:02X}").into_bytes())
        }),
        Way::many("with one kind of its escapes decoded", decoded_kinds),
    ),
    Pair::new(
        FAR,
        ADVICE,
        Way::many("with one kind of its marks percent-encoded in lower case", |text| {
            each_kind(text, is_mark, |mark| format!("%{mark:02x}").into_bytes())
        }),
        Way::never("with one kind of its escapes decoded"),
    ),
    Pair::new(
        FAR,
        ADVICE,
        Way::many("with one kind of its marks percent-encoded twice", |text| {
            each_kind(text, is_mark, |mark| format!("%25{mark:02X}").into_bytes())
        }),
        Way::never("with one kind of its escapes decoded twice"),
    ),
];

const fn of(cost: u8, says: &'static str, apply: fn(&[u8]) -> Vec<u8>) -> Pair {
    Pair::new(cost, ADVICE, Way::one(says, apply), Way::never(DECODED))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Escaped,
    Plus,
}

fn encoded(text: &[u8], kept: &[u8], blank: Blank) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = Vec::with_capacity(text.len() + 8);
    for &byte in text {
        if byte == b' ' && blank == Blank::Plus {
            out.push(b'+');
        } else if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(&[b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
    out
}

/// The digits of escapes in lower case.
pub(crate) fn lower_digits(text: &[u8]) -> Vec<u8> {
    digits(text, <[u8]>::make_ascii_lowercase)
}

fn upper_digits(text: &[u8]) -> Vec<u8> {
    digits(text, <[u8]>::make_ascii_uppercase)
}

fn digits(text: &[u8], change: fn(&mut [u8])) -> Vec<u8> {
    let mut out = text.to_vec();
    for at in (0..out.len().saturating_sub(2)).filter(|&at| text[at] == b'%') {
        change(&mut out[at + 1..at + 3]);
    }
    out
}

/// Each kind of escape as its character, the others as they are.
fn decoded_kinds(text: &[u8]) -> Vec<Vec<u8>> {
    let is_hex = |at: usize| text.get(at).is_some_and(u8::is_ascii_hexdigit);
    let escapes = (0..text.len()).filter(|&at| text[at] == b'%' && is_hex(at + 1) && is_hex(at + 2));
    let mut kinds: Vec<&[u8]> = escapes.map(|at| &text[at..at + 3]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kinds = kinds.into_iter().take(super::MOST_KINDS);
    kinds
        .map(|escape| swapped(text, escape, &percent_decoded(escape)))
        .collect()
}
