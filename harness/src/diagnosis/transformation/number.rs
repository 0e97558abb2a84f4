//! Numbers and truth values that were typed anew, and base64.

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER};

use super::bytes::swapped;
use super::cost::{FAR, RARE, SELDOM};
use super::pair::{Pair, Way};

const TYPED: &str =
    "keep signed values as text: a program read this one as a number or a truth value, and wrote it in its own way";
const BASE64_ADVICE: &str = "write base64 as the field asks: the common alphabet, with padding, in one line";

/// How spreadsheets, YAML, JSON and languages write what they read as a value of a type.
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        RARE,
        TYPED,
        Way::maybe("without the zeros before it", |text| {
            let kept = text.iter().position(|&byte| byte != b'0')?;
            digits(text).then(|| text[kept..].to_vec())
        }),
        Way::many("with zeros before it", |text| {
            let zeros = (1..=3).map(|count| [&b"000"[..count], text].concat());
            if digits(text) { zeros.collect() } else { Vec::new() }
        }),
    ),
    Pair::new(
        RARE,
        TYPED,
        Way::many("with an empty fraction", |text| {
            let ends: [&[u8]; 3] = [b".0", b".00", b"."];
            if digits(text) {
                ends.iter().map(|end| [text, end].concat()).collect()
            } else {
                Vec::new()
            }
        }),
        Way::maybe("without its empty fraction", |text| {
            let at = text.iter().position(|&byte| byte == b'.')?;
            let empty = text[at + 1..].iter().all(|&byte| byte == b'0') && digits(&text[..at]);
            empty.then(|| text[..at].to_vec())
        }),
    ),
    Pair::new(
        FAR,
        TYPED,
        Way::many("with its thousands parted", |text| {
            let parted = |mark: &[u8]| {
                let mut out = Vec::new();
                for (at, &digit) in text.iter().enumerate() {
                    if at > 0 && (text.len() - at).is_multiple_of(3) {
                        out.extend_from_slice(mark);
                    }
                    out.push(digit);
                }
                out
            };
            let marks: [&[u8]; 4] = [b",", b".", b" ", b"_"];
            if digits(text) && text.len() < 40 {
                marks.iter().map(|mark| parted(mark)).collect()
            } else {
                Vec::new()
            }
        }),
        Way::many("without marks between its thousands", |text| {
            let marks: [&[u8]; 4] = [b",", b".", b" ", b"_"];
            let bare = marks.iter().map(|mark| swapped(text, mark, b""));
            bare.filter(|text| digits(text)).collect()
        }),
    ),
    Pair::new(
        SELDOM,
        TYPED,
        Way::maybe("in milliseconds", |text| digits(text).then(|| [text, b"000"].concat())),
        Way::maybe("in seconds", |text| {
            let end = text.len().checked_sub(3)?;
            (digits(text) && end > 0).then(|| text[..end].to_vec())
        }),
    ),
    Pair::new(
        SELDOM,
        TYPED,
        Way::many("as a truth value of another kind", |text| {
            let side = |side: usize| TRUTH.iter().any(|pair| pair[side].as_bytes() == text);
            let of = |side: usize| TRUTH.iter().map(|pair| pair[side].into()).collect();
            match (side(0), side(1)) {
                (true, _) => of(0),
                (_, true) => of(1),
                _ => Vec::new(),
            }
        }),
        Way::never("as a truth value of another kind"),
    ),
    Pair::new(
        FAR,
        TYPED,
        Way::many("as a plain number", |text| {
            let text = String::from_utf8_lossy(text);
            let read = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let plain = read.map(|number| [number.to_string().into_bytes(), format!("{number:e}").into_bytes()]);
            plain.into_iter().flatten().collect()
        }),
        Way::never("as a number that is written otherwise"),
    ),
];

/// Base64 of bytes.
pub(super) const BASE64_PAIRS: &[Pair] = &[
    Pair::new(
        SELDOM,
        BASE64_ADVICE,
        Way::one("in base64's alphabet for URLs", |text| {
            swapped(&swapped(text, b"+", b"-"), b"/", b"_")
        }),
        Way::one("in base64's common alphabet", |text| {
            swapped(&swapped(text, b"-", b"+"), b"_", b"/")
        }),
    ),
    Pair::new(
        SELDOM,
        BASE64_ADVICE,
        Way::one("without its `=` at the end", bare),
        Way::many("with `=` at its end", |text| {
            let missing = (4 - text.len() % 4) % 4;
            vec![
                [text, &b"==="[..missing]].concat(),
                [text, b"="].concat(),
                [text, b"=="].concat(),
            ]
        }),
    ),
    Pair::new(
        RARE,
        BASE64_ADVICE,
        Way::one("in base64's alphabet for URLs, without its `=` at the end", |text| {
            bare(&swapped(&swapped(text, b"+", b"-"), b"/", b"_"))
        }),
        Way::one("in base64's common alphabet, with its `=` at the end", |text| {
            let text = swapped(&swapped(text, b"-", b"+"), b"_", b"/");
            let missing = (4 - text.len() % 4) % 4;
            [text.as_slice(), &b"==="[..missing]].concat()
        }),
    ),
    Pair::new(
        FAR,
        BASE64_ADVICE,
        Way::many("in lines of base64", |text| {
            let lines = |end: &[u8]| [text, end].concat();
            vec![lines(b"\n"), lines(b"\r\n"), lines(b"%0A")]
        }),
        Way::one("without blanks and line ends", |text| {
            text.iter()
                .copied()
                .filter(|byte| !byte.is_ascii_whitespace())
                .collect()
        }),
    ),
    Pair::new(
        SELDOM,
        BASE64_ADVICE,
        Way::many("in hexadecimal, where it was base64", |text| {
            let bytes = BASE64
                .decode(text)
                .ok()
                .or_else(|| BASE64_NOPAD.decode(&bare(text)).ok());
            let spelled = |bytes: Vec<u8>| [HEXLOWER.encode(&bytes), HEXUPPER.encode(&bytes)].map(String::into_bytes);
            bytes
                .filter(|bytes| [16, 20, 32].contains(&bytes.len()))
                .map(spelled)
                .into_iter()
                .flatten()
                .collect()
        }),
        Way::maybe("in base64, where it was hexadecimal", |text| {
            Some(BASE64.encode(&HEXLOWER_PERMISSIVE.decode(text).ok()?).into_bytes())
        }),
    ),
    Pair::new(
        RARE,
        BASE64_ADVICE,
        Way::many("base64-encoded", |text| {
            let all = [
                BASE64.encode(text),
                BASE64_NOPAD.encode(text),
                BASE64URL.encode(text),
                BASE64URL_NOPAD.encode(text),
            ];
            all.map(String::into_bytes).to_vec()
        }),
        Way::many("base64-decoded", |text| {
            let common = swapped(&swapped(&bare(text), b"-", b"+"), b"_", b"/");
            BASE64_NOPAD.decode(&common).into_iter().collect()
        }),
    ),
];

fn digits(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

fn bare(text: &[u8]) -> Vec<u8> {
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |at| at + 1);
    text[..end].to_vec()
}

const TRUTH: &[[&str; 2]] = &[
    ["true", "false"],
    ["True", "False"],
    ["TRUE", "FALSE"],
    ["1", "0"],
    ["yes", "no"],
    ["Yes", "No"],
    ["on", "off"],
    ["On", "Off"],
    ["Y", "N"],
    ["y", "n"],
];
