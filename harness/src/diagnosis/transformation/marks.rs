//! Quotes, brackets, blanks, cuts and marks that are lost.

use super::bytes::{all_swapped, all_swapped_back, each_kind, is_mark, swapped};
use super::cost::{FAR, KNOWN, RARE, SELDOM};
use super::pair::{Pair, Way};

const QUOTES: &str =
    "sign the value as it is sent, with or without its quotes; who puts them on later changes a signed value";
const BLANKS: &str = "keep to single blanks in signed values, or have what stands between pass values on as they are";
const CUT: &str = "sign the whole value: at this mark some programs end one";
const WRITER: &str = "copy the text from where no word processor has improved it: as code, or in plain text";

/// RFC 9110 section 5.6.4 for quoted strings; the rest is what editors, chats, shells and proxies do.
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        SELDOM,
        QUOTES,
        Way::many("in quotes", |text| around(text, QUOTED)),
        Way::many("without its quotes", |text| inner(text, QUOTED)),
    ),
    Pair::new(
        RARE,
        QUOTES,
        Way::many("in brackets", |text| around(text, BRACKETS)),
        Way::many("without its brackets", |text| inner(text, BRACKETS)),
    ),
    Pair::new(
        SELDOM,
        QUOTES,
        Way::many("with its last parameter in quotes", |text| {
            let value = |at: usize| [&text[..=at], b"\"", &text[at + 1..], b"\""].concat();
            text.iter()
                .rposition(|&byte| byte == b'=')
                .map(value)
                .into_iter()
                .collect()
        }),
        Way::one("without any double quotes", |text| swapped(text, b"\"", b"")),
    ),
    Pair::new(
        RARE,
        QUOTES,
        Way::one("with its quotes escaped", |text| swapped(text, b"\"", b"\\\"")),
        Way::one("with its escaped quotes plain", |text| swapped(text, b"\\\"", b"\"")),
    ),
    Pair::new(
        RARE,
        QUOTES,
        Way::one("with single quotes for its double ones", |text| {
            swapped(text, b"\"", b"'")
        }),
        Way::one("with double quotes for its single ones", |text| {
            swapped(text, b"'", b"\"")
        }),
    ),
    Pair::new(
        RARE,
        WRITER,
        Way::one("with its quotes and dashes made pretty", |text| {
            all_swapped(&curled(text), PRETTY)
        }),
        Way::one("with its pretty quotes and dashes made plain", |text| {
            all_swapped_back(&all_swapped_back(text, CURLED), PRETTY)
        }),
    ),
    Pair::new(
        FAR,
        WRITER,
        Way::many("with one kind of its marks made pretty", |text| {
            PRETTY
                .iter()
                .map(|(from, to)| swapped(text, from.as_bytes(), to.as_bytes()))
                .collect()
        }),
        Way::many("with one kind of its pretty marks made plain", |text| {
            PRETTY
                .iter()
                .map(|(from, to)| swapped(text, to.as_bytes(), from.as_bytes()))
                .collect()
        }),
    ),
    Pair::new(
        KNOWN,
        BLANKS,
        Way::one("with its runs of blanks as one each", |text| {
            let words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(&b' ')
        }),
        Way::one("with its blanks doubled", |text| swapped(text, b" ", b"  ")),
    ),
    Pair::new(
        SELDOM,
        BLANKS,
        Way::one("without blanks at its ends", |text| text.trim_ascii().to_vec()),
        Way::many("with blanks at its ends", |text| {
            let ends: [(&[u8], &[u8]); 6] = [
                (b"", b" "),
                (b" ", b""),
                (b" ", b" "),
                (b"", b"  "),
                (b"", b"\t"),
                (b"\t", b""),
            ];
            ends.iter()
                .map(|(before, behind)| [before, text, behind].concat())
                .collect()
        }),
    ),
    Pair::new(
        KNOWN,
        BLANKS,
        Way::one("with a blank behind its commas", |text| swapped(text, b",", b", ")),
        Way::one("without blanks behind its commas", |text| swapped(text, b", ", b",")),
    ),
    Pair::new(
        SELDOM,
        BLANKS,
        Way::one("with a blank behind its semicolons", |text| swapped(text, b";", b"; ")),
        Way::one("without blanks behind its semicolons", |text| {
            swapped(text, b"; ", b";")
        }),
    ),
    Pair::new(
        RARE,
        BLANKS,
        Way::one("without blanks around its equals signs", |text| {
            swapped(&swapped(text, b" =", b"="), b"= ", b"=")
        }),
        Way::one("with blanks around its equals signs", |text| {
            swapped(text, b"=", b" = ")
        }),
    ),
    Pair::new(
        RARE,
        BLANKS,
        Way::one("with tabs for its blanks", |text| swapped(text, b" ", b"\t")),
        Way::one("with blanks for its tabs", |text| swapped(text, b"\t", b" ")),
    ),
    Pair::new(
        RARE,
        BLANKS,
        Way::many("with other blanks than ASCII's", |text| {
            OTHER_BLANKS
                .iter()
                .map(|blank| swapped(text, b" ", blank.as_bytes()))
                .collect()
        }),
        Way::many("with ASCII's blanks for others", |text| {
            OTHER_BLANKS
                .iter()
                .map(|blank| swapped(text, blank.as_bytes(), b" "))
                .collect()
        }),
    ),
    Pair::new(
        FAR,
        BLANKS,
        Way::many("with an invisible character at one end", |text| {
            let all = INVISIBLE
                .iter()
                .flat_map(|mark| [[mark.as_bytes(), text].concat(), [text, mark.as_bytes()].concat()]);
            all.collect()
        }),
        Way::one("without invisible characters", |text| {
            INVISIBLE
                .iter()
                .fold(text.to_vec(), |text, mark| swapped(&text, mark.as_bytes(), b""))
        }),
    ),
    Pair::new(
        RARE,
        BLANKS,
        Way::one("without its blanks", |text| swapped(text, b" ", b"")),
        Way::never("with blanks in it"),
    ),
    Pair::new(
        FAR,
        BLANKS,
        Way::many("with line ends at its end", |text| {
            let ends: [&[u8]; 4] = [b"\n", b"\r\n", b"\r", b"\\n"];
            ends.iter().map(|end| [text, end].concat()).collect()
        }),
        Way::many("without what writes a line end", |text| {
            let ends: [&[u8]; 2] = [b"\\n", b"\\r\\n"];
            ends.iter()
                .filter_map(|end| text.strip_suffix(*end).map(<[u8]>::to_vec))
                .collect()
        }),
    ),
    Pair::new(
        FAR,
        BLANKS,
        Way::one("with line feeds for its CR LF", |text| swapped(text, b"\r\n", b"\n")),
        Way::one("with CR LF for its line feeds", |text| {
            swapped(&swapped(text, b"\r\n", b"\n"), b"\n", b"\r\n")
        }),
    ),
    Pair::new(
        RARE,
        CUT,
        Way::many("cut off at a mark in it", |text| {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for (at, _) in first_of_each(text) {
                all.push(text[..at].to_vec());
                all.push(text[..at].trim_ascii_end().to_vec());
            }
            all
        }),
        Way::never("with more behind a mark"),
    ),
    Pair::new(
        FAR,
        CUT,
        Way::many("cut off behind a mark, or at its last one", |text| {
            let last = (0..text.len()).rev().find(|&at| is_mark(text[at]));
            let behind = first_of_each(text).into_iter().map(|(at, _)| text[at + 1..].to_vec());
            let through = first_of_each(text).into_iter().map(|(at, _)| text[..=at].to_vec());
            let before = last.map(|at| text[..at].to_vec());
            behind.chain(through).chain(before).collect()
        }),
        Way::never("with more around a mark"),
    ),
    Pair::new(
        FAR,
        "keep the marks of a signed value: some programs take them out",
        Way::many("without one kind of its marks", |text| {
            each_kind(text, is_mark, |_| Vec::new())
        }),
        Way::never("with one kind of marks more"),
    ),
    Pair::new(
        FAR,
        "keep the marks of a signed value: some programs write others for them",
        Way::many("with `_` or `-` for one kind of its marks", |text| {
            let other = |byte: u8| is_mark(byte) || !byte.is_ascii();
            let all: Vec<u8> = text.iter().map(|&byte| if other(byte) { b'_' } else { byte }).collect();
            let mut each = each_kind(text, is_mark, |_| b"_".to_vec());
            each.extend(each_kind(text, is_mark, |_| b"-".to_vec()));
            each.push(all);
            each
        }),
        Way::one("with blanks for its `_`", |text| swapped(text, b"_", b" ")),
    ),
];

/// The first place of each kind of mark.
fn first_of_each(text: &[u8]) -> Vec<(usize, u8)> {
    let mut seen = [false; 128];
    let mut all = Vec::new();
    for (at, &byte) in text.iter().enumerate().filter(|(_, byte)| is_mark(**byte)) {
        if at > 0 && !std::mem::replace(&mut seen[usize::from(byte)], true) {
            all.push((at, byte));
        }
    }
    all
}

fn around(text: &[u8], pairs: &[(&str, &str)]) -> Vec<Vec<u8>> {
    let one = |(before, behind): &(&str, &str)| [before.as_bytes(), text, behind.as_bytes()].concat();
    pairs.iter().map(one).collect()
}

fn inner(text: &[u8], pairs: &[(&str, &str)]) -> Vec<Vec<u8>> {
    let one = |(before, behind): &(&str, &str)| {
        let rest = text.strip_prefix(before.as_bytes())?;
        rest.strip_suffix(behind.as_bytes()).map(<[u8]>::to_vec)
    };
    pairs.iter().filter_map(one).collect()
}

/// Straight double quotes as an opening one and a closing one by turns.
fn curled(text: &[u8]) -> Vec<u8> {
    let mut opens = true;
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        if byte == b'"' {
            out.extend_from_slice(CURLED[usize::from(!opens)].1.as_bytes());
            opens = !opens;
        } else {
            out.push(byte);
        }
    }
    out
}

const QUOTED: &[(&str, &str)] = &[
    ("\"", "\""),
    ("'", "'"),
    ("`", "`"),
    ("\u{201C}", "\u{201D}"),
    ("\u{2018}", "\u{2019}"),
    ("\u{201E}", "\u{201C}"),
    ("\u{AB}", "\u{BB}"),
    ("\\\"", "\\\""),
    ("\"", ""),
    ("", "\""),
    ("'", ""),
    ("", "'"),
    ("&quot;", "&quot;"),
    ("%22", "%22"),
];

const BRACKETS: &[(&str, &str)] = &[
    ("<", ">"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("${", "}"),
    ("{{", "}}"),
    ("", ">"),
    ("", ")"),
];

const CURLED: &[(&str, &str)] = &[("\"", "\u{201C}"), ("\"", "\u{201D}")];

const PRETTY: &[(&str, &str)] = &[
    ("---", "\u{2014}"),
    ("--", "\u{2013}"),
    ("...", "\u{2026}"),
    ("'", "\u{2019}"),
    ("-", "\u{2011}"),
    ("(c)", "\u{A9}"),
];

const OTHER_BLANKS: &[&str] = &["\u{A0}", "\u{3000}", "\u{2009}", "\u{202F}", "\u{2003}"];

const INVISIBLE: &[&str] = &["\u{200B}", "\u{FEFF}", "\u{200E}", "\u{200F}", "\u{AD}", "\u{2060}"];
