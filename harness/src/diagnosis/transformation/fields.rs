//! What is done to values of fields alone: encoded words of mail, lists.

use data_encoding::BASE64;

use super::bytes::{swapped, unescaped};
use super::cost::{FAR, RARE, SELDOM};
use super::pair::{Pair, Way};
use crate::diagnosis::case::text::percent_decoded;

const WORD: &str = "percent-encode what is beyond ASCII before it is signed: encoded words are mail's, and some programs write \
    them into fields of HTTP";
const LIST: &str = "sign the list as it is sent: its order, its blanks and its marks take part";

/// RFC 2047 section 2, RFC 9110 section 5.6.1.
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        RARE,
        WORD,
        Way::many("as an encoded word of mail", words),
        Way::one("with its encoded word of mail decoded", word_decoded),
    ),
    list("in reverse order", |items| {
        items.reverse();
    }),
    list("sorted", |items| {
        items.sort_unstable();
    }),
    list("sorted without regard to case", |items| {
        items.sort_by_key(|item| item.to_ascii_lowercase());
    }),
    list("without its repeats", |items| {
        let mut seen = std::collections::BTreeSet::new();
        items.retain(|item| seen.insert(item.to_vec()));
    }),
    Pair::new(
        SELDOM,
        LIST,
        Way::maybe("as its first element alone", |text| {
            let at = text.iter().position(|&byte| byte == b',')?;
            Some(text[..at].trim_ascii_end().to_vec())
        }),
        Way::never("with more behind its first comma"),
    ),
    Pair::new(
        SELDOM,
        LIST,
        Way::maybe("as its last element alone", |text| {
            let at = text.iter().rposition(|&byte| byte == b',')?;
            Some(text[at + 1..].trim_ascii().to_vec())
        }),
        Way::never("with more before its last comma"),
    ),
    Pair::new(
        RARE,
        LIST,
        Way::one("with `;` for its commas", |text| swapped(text, b",", b";")),
        Way::one("with commas for its `;`", |text| swapped(text, b";", b",")),
    ),
];

const fn list(says: &'static str, change: fn(&mut Vec<&[u8]>)) -> Pair {
    Pair::new(FAR, LIST, Way::listed(says, change), Way::never("in another order"))
}

fn words(text: &[u8]) -> Vec<Vec<u8>> {
    let letters = |kept: fn(u8) -> bool| -> Vec<u8> {
        let one = |&byte: &u8| match byte {
            b' ' => vec![b'_'],
            byte if kept(byte) => vec![byte],
            byte => format!("={byte:02X}").into_bytes(),
        };
        text.iter().flat_map(one).collect()
    };
    let inner = [
        (&b"B"[..], BASE64.encode(text).into_bytes()),
        (b"Q", letters(|byte| byte.is_ascii_alphanumeric())),
        (
            b"Q",
            letters(|byte| byte.is_ascii_graphic() && !b"=?_\"(),.:;<>@[]\\".contains(&byte)),
        ),
        (b"Q", letters(|byte| byte.is_ascii_graphic() && !b"=?_".contains(&byte))),
    ];
    let labels: [&[u8]; 2] = [b"UTF-8", b"utf-8"];
    let word = |label: &[u8], (kind, inner): &(&[u8], Vec<u8>)| [b"=?", label, b"?", kind, b"?", inner, b"?="].concat();
    labels
        .iter()
        .flat_map(|label| inner.iter().map(move |inner| word(label, inner)))
        .collect()
}

fn word_decoded(text: &[u8]) -> Vec<u8> {
    unescaped(text, |rest| {
        let inner = rest.strip_prefix(b"=?")?;
        let mut parts = inner.splitn(3, |&byte| byte == b'?');
        let (label, kind, behind) = (parts.next()?, parts.next()?, parts.next()?);
        let end = behind.windows(2).position(|end| end == b"?=")?;
        let taken = label.len() + kind.len() + end + 6;
        let decoded = match kind {
            b"B" | b"b" => BASE64.decode(&behind[..end]).ok()?,
            b"Q" | b"q" => percent_decoded(&swapped(&swapped(&behind[..end], b"_", b" "), b"=", b"%")),
            _ => return None,
        };
        Some((decoded, taken))
    })
}
