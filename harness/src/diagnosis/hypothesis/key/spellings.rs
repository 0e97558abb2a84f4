//! Secrets as files, shells and programs spell them.

use super::slip::{Kind, Slip};
use crate::diagnosis::case::text::{encoded_except, replaced};

/// The secret in every spelling that is known to be mistaken for the secret itself.
pub(super) fn spelled(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    let escaped = ESCAPES.iter().flat_map(|&(character, escape, words)| {
        let both = [(character, escape), (escape, character)];
        both.map(|(from, to)| (replaced(secret, from.as_bytes(), to.as_bytes()), words))
    });
    let around = AROUND
        .iter()
        .map(|&(before, after, words)| ([before.as_bytes(), secret, after.as_bytes()].concat(), words));
    let all = escaped.chain(around).chain(whole(secret));
    let other = all.filter(move |(text, _)| text != secret);
    other.map(|(text, words)| Slip::whole(Kind::Spelled(words), text))
}

/// What is done to all characters of a kind, and what ends at one.
fn whole(secret: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    let once = encoded_except(secret, b"-._~");
    let lower: Vec<u8> = lower_escapes(&once);
    let bare: &[u8] = {
        let end = secret.iter().rposition(|&byte| byte != b'=').map_or(0, |at| at + 1);
        &secret[..end]
    };
    let url: Vec<u8> = alphabet(secret, [(b'+', b'-'), (b'/', b'_')]);
    let plain: Vec<u8> = alphabet(secret, [(b'-', b'+'), (b'_', b'/')]);
    let json = replaced(&replaced(secret, b"\\", b"\\\\"), b"\"", b"\\\"");
    let mut all = vec![
        (lower, "the secret was used percent-encoded"),
        (
            encoded_except(&once, b"-._~"),
            "the secret was used percent-encoded twice",
        ),
        (bare.to_vec(), "the secret was used without its `=` at the end"),
        (
            [secret, b"="].concat(),
            "the secret was used with a `=` too many at its end",
        ),
        (
            [secret, b"=="].concat(),
            "the secret was used with `==` too many at its end",
        ),
        (alphabet(bare, [(b'+', b'-'), (b'/', b'_')]), URL_SAFE),
        (url, URL_SAFE),
        (plain, "the secret was used with `+` and `/` for `-` and `_`"),
        (json, "the secret was used escaped as JSON does"),
        (
            [secret, secret].concat(),
            "the secret was used twice in a row, as when it is pasted two times",
        ),
    ];
    for (at, byte) in secret.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            all.push((secret[..at].to_vec(), "the secret was used cut off at a mark in it"));
            all.push((
                secret[at + 1..].to_vec(),
                "the secret was used from behind a mark in it",
            ));
        }
    }
    all.retain(|(text, _)| !text.is_empty());
    all
}

fn alphabet(secret: &[u8], exchanged: [(u8, u8); 2]) -> Vec<u8> {
    let one = |byte: u8| {
        exchanged
            .iter()
            .find(|(from, _)| *from == byte)
            .map_or(byte, |(_, to)| *to)
    };
    secret.iter().map(|&byte| one(byte)).collect()
}

/// The digits of escapes in lower case.
fn lower_escapes(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    for at in (0..out.len()).filter(|&at| text[at] == b'%') {
        let end = text.len().min(at + 3);
        out[at..end].make_ascii_lowercase();
    }
    out
}

const URL_SAFE: &str = "the secret was used with `-` and `_` for `+` and `/`, as base64 for URLs has them";
const JSON: &str = "the secret was used escaped as JSON does";
const HTML: &str = "the secret was used escaped for HTML";
const PERCENT: &str = "the secret was used with one kind of its characters percent-encoded";
const PLUS: &str = "the secret was used with a blank for every `+`";

/// A character and what stands for it; the reverse is tried as well.
const ESCAPES: &[(&str, &str, &str)] = &[
    ("/", "\\/", JSON),
    ("+", "\\u002B", JSON),
    ("+", "\\u002b", JSON),
    ("=", "\\u003D", JSON),
    ("=", "\\u003d", JSON),
    ("/", "\\u002F", JSON),
    ("/", "\\u002f", JSON),
    ("+", "&#43;", HTML),
    ("+", "&#x2B;", HTML),
    ("=", "&#61;", HTML),
    ("=", "&#x3D;", HTML),
    ("/", "&#47;", HTML),
    ("/", "&#x2F;", HTML),
    ("&", "&amp;", HTML),
    ("+", "%2B", PERCENT),
    ("/", "%2F", PERCENT),
    ("=", "%3D", PERCENT),
    ("+", "%2b", PERCENT),
    ("/", "%2f", PERCENT),
    ("=", "%3d", PERCENT),
    ("+", "%252B", PERCENT),
    ("/", "%252F", PERCENT),
    ("=", "%253D", PERCENT),
    ("+", " ", PLUS),
    (
        "=",
        "\\=",
        "the secret was used with `\\` before its `=`, as property files escape it",
    ),
    ("+", "", "the secret was used without its `+`"),
    ("/", "", "the secret was used without its `/`"),
];

const INVISIBLE: &str = "the secret was used with an invisible character at one of its ends";
const QUOTES: &str = "the secret was used in quotes";

/// What stands before and behind.
const AROUND: &[(&str, &str, &str)] = &[
    ("", "\u{A0}", "the secret was used with a no-break space at its end"),
    ("\u{A0}", "", "the secret was used with a no-break space before it"),
    ("", "\u{3000}", "the secret was used with a wide blank at its end"),
    ("\u{3000}", "", "the secret was used with a wide blank before it"),
    ("", "\u{200B}", INVISIBLE),
    ("\u{200B}", "", INVISIBLE),
    ("", "\u{FEFF}", INVISIBLE),
    ("", "\u{200E}", INVISIBLE),
    ("\u{202A}", "\u{202C}", INVISIBLE),
    ("`", "`", QUOTES),
    ("\u{201C}", "\u{201D}", QUOTES),
    ("\u{2018}", "\u{2019}", QUOTES),
    ("\\\"", "\\\"", QUOTES),
    ("\"", "", QUOTES),
    ("'", "", QUOTES),
    ("", "\n\n", "the secret was used with line feeds at its end"),
    ("", "  ", "the secret was used with blanks at its end"),
    ("  ", "", "the secret was used with blanks before it"),
    ("", "\\n", "the secret was used with `\\n` at its end"),
    (
        "${",
        "}",
        "the secret was used as a placeholder: `${` and `}` stand around it",
    ),
];
