//! Numbers and truth values that were typed anew, and base64.

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER};

use super::{Rule, swapped};

pub(super) const RULES: &[Rule] = &[
    of("zeros before it dropped", |text| {
        let digits = text.iter().all(u8::is_ascii_digit);
        let kept = text.iter().position(|&byte| byte != b'0').unwrap_or(0);
        if digits {
            vec![text[kept..].to_vec()]
        } else {
            Vec::new()
        }
    }),
    of("a fraction added", |text| whole(text, |text| [text, b".0"].concat())),
    of("an empty fraction dropped", |text| {
        let bare = text.strip_suffix(b".0").or_else(|| text.strip_suffix(b".00"));
        bare.map(<[u8]>::to_vec).into_iter().collect()
    }),
    of("thousands parted", |text| {
        let parted = |mark: u8| {
            let mut out = Vec::new();
            for (at, &digit) in text.iter().enumerate() {
                if at > 0 && (text.len() - at).is_multiple_of(3) {
                    out.push(mark);
                }
                out.push(digit);
            }
            out
        };
        if text.len() > 3 && text.iter().all(u8::is_ascii_digit) {
            vec![parted(b','), parted(b'.')]
        } else {
            Vec::new()
        }
    }),
    of("thousands joined", |text| {
        let bare = |mark: &str| swapped(text, mark, "");
        let digits = |text: &Vec<u8>| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
        [bare(","), bare(".")].into_iter().filter(digits).collect()
    }),
    of("seconds as milliseconds", |text| {
        whole(text, |text| [text, b"000"].concat())
    }),
    of("milliseconds as seconds", |text| {
        let bare = text
            .strip_suffix(b"000")
            .filter(|bare| bare.iter().all(u8::is_ascii_digit) && !bare.is_empty());
        bare.map(<[u8]>::to_vec).into_iter().collect()
    }),
    of("a truth value typed anew", |text| {
        let spellings = [
            ["true", "false"],
            ["True", "False"],
            ["TRUE", "FALSE"],
            ["1", "0"],
            ["yes", "no"],
            ["on", "off"],
        ];
        let side = |side: usize| spellings.iter().any(|pair| pair[side].as_bytes() == text);
        let of = |side: usize| spellings.map(|pair| pair[side].as_bytes().to_vec()).to_vec();
        match (side(0), side(1)) {
            (true, _) => of(0),
            (_, true) => of(1),
            _ => Vec::new(),
        }
    }),
];

/// Base64 of bytes.
pub(super) const BASE64_RULES: &[Rule] = &[
    base64("in the alphabet for URLs", |text| {
        vec![swapped(&swapped(text, "+", "-"), "/", "_")]
    }),
    base64("in the common alphabet", |text| {
        vec![swapped(&swapped(text, "-", "+"), "_", "/")]
    }),
    base64("without padding", |text| vec![bare(text)]),
    base64("with its padding again", |text| {
        let missing = (4 - text.len() % 4) % 4;
        vec![[text, &b"==="[..missing]].concat()]
    }),
    base64("for URLs, without padding", |text| {
        vec![bare(&swapped(&swapped(text, "+", "-"), "/", "_"))]
    }),
    base64("as a blank for every plus", |text| vec![swapped(text, "+", " ")]),
    base64("as a plus for every blank", |text| vec![swapped(text, " ", "+")]),
    base64("in hexadecimal", |text| {
        let bytes = BASE64.decode(text).into_iter();
        bytes
            .filter(|bytes| bytes.len() == 16)
            .map(|bytes| HEXLOWER.encode(&bytes).into_bytes())
            .collect()
    }),
    base64("of hexadecimal", |text| {
        let bytes = HEXLOWER.decode(text).into_iter();
        bytes.map(|bytes| BASE64.encode(&bytes).into_bytes()).collect()
    }),
    base64("again", |text| {
        vec![
            BASE64.encode(text).into_bytes(),
            BASE64_NOPAD.encode(text).into_bytes(),
            BASE64URL.encode(text).into_bytes(),
            BASE64URL_NOPAD.encode(text).into_bytes(),
        ]
    }),
    base64("undone", |text| {
        [BASE64.decode(text), BASE64URL.decode(text)]
            .into_iter()
            .flatten()
            .collect()
    }),
];

const fn of(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("numbers", name, make)
}

const fn base64(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("base64", name, make)
}

fn whole(text: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    digits.then(|| change(text)).into_iter().collect()
}

fn bare(text: &[u8]) -> Vec<u8> {
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |at| at + 1);
    text[..end].to_vec()
}
