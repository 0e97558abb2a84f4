//! Percent-encoding, as libraries have it.

use super::{Rule, swapped};

pub(super) const RULES: &[Rule] = &[
    // Which characters each leaves alone: the languages' own pages.
    of("encodeURIComponent", |text| {
        encoded(text, "-_.!~*'()", Blank::Escaped, Hex::Upper)
    }),
    of("encodeURI", |text| {
        encoded(text, "-_.!~*'();,/?:@&=+$#", Blank::Escaped, Hex::Upper)
    }),
    of("Java URLEncoder", |text| encoded(text, ".-*_", Blank::Plus, Hex::Upper)),
    of("Python quote", |text| {
        encoded(text, "_.-~/", Blank::Escaped, Hex::Upper)
    }),
    of("Python quote_plus", |text| {
        encoded(text, "_.-~", Blank::Plus, Hex::Upper)
    }),
    of("PHP urlencode", |text| encoded(text, "-_.", Blank::Plus, Hex::Upper)),
    of("PHP rawurlencode", |text| {
        encoded(text, "-_.~", Blank::Escaped, Hex::Upper)
    }),
    of("Go PathEscape", |text| {
        encoded(text, "-_.~$&+=:@", Blank::Escaped, Hex::Upper)
    }),
    of(".NET UrlEncode", |text| {
        encoded(text, "-_.!*()", Blank::Plus, Hex::Lower)
    }),
    of(".NET UrlPathEncode", |text| {
        encoded(text, "-_.!*()~'/;:@&=+$,", Blank::Escaped, Hex::Lower)
    }),
    of("forms", |text| encoded(text, "*-._", Blank::Plus, Hex::Upper)),
    of("path segments of a URL", |text| {
        encoded(text, "-_.~!$&'()*+,;=:@/|[]^", Blank::Escaped, Hex::Upper)
    }),
    of("lower-case digits", |text| {
        encoded(text, "-_.~", Blank::Escaped, Hex::Lower)
    }),
    of("ASCII left alone", |text| {
        text.iter()
            .map(|&byte| escape(byte, byte.is_ascii(), Hex::Upper))
            .collect::<Vec<_>>()
            .concat()
    }),
    of("percent signs alone", |text| swapped(text, "%", "%25")),
    of("blanks alone", |text| swapped(text, " ", "%20")),
    of("blanks as plus", |text| swapped(text, " ", "+")),
    of("plus signs alone", |text| swapped(text, "+", "%2B")),
    of("slashes alone", |text| swapped(text, "/", "%2F")),
    of("tildes alone", |text| swapped(text, "~", "%7E")),
    of("twice", |text| {
        let once = encoded(text, "-_.~", Blank::Escaped, Hex::Upper);
        encoded(&once, "-_.~", Blank::Escaped, Hex::Upper)
    }),
    of("decoded", decoded),
    of("decoded twice", |text| decoded(&decoded(text))),
    of("decoded as a form", |text| decoded(&swapped(text, "+", " "))),
    of("plus read as a blank", |text| swapped(text, "+", " ")),
    of("tildes decoded", |text| swapped(text, "%7E", "~")),
    of("slashes decoded", |text| swapped(text, "%2F", "/")),
    of("digits lowered", |text| digits(text, Hex::Lower)),
    of("digits raised", |text| digits(text, Hex::Upper)),
];

const fn of(name: &'static str, make: fn(&[u8]) -> Vec<u8>) -> Rule {
    Rule::one("percent", name, make)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Escaped,
    Plus,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hex {
    Upper,
    Lower,
}

fn encoded(text: &[u8], kept: &str, blank: Blank, hex: Hex) -> Vec<u8> {
    let one = |&byte: &u8| match (byte, blank) {
        (b' ', Blank::Plus) => vec![b'+'],
        _ => escape(
            byte,
            byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte),
            hex,
        ),
    };
    text.iter().flat_map(one).collect()
}

fn escape(byte: u8, kept: bool, hex: Hex) -> Vec<u8> {
    match hex {
        _ if kept => vec![byte],
        Hex::Upper => format!("%{byte:02X}").into_bytes(),
        Hex::Lower => format!("%{byte:02x}").into_bytes(),
    }
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let pair = (text[at] == b'%')
            .then(|| Some(digit(at + 1)? * 16 + digit(at + 2)?))
            .flatten();
        out.push(pair.and_then(|byte| u8::try_from(byte).ok()).unwrap_or(text[at]));
        at += if pair.is_some() { 3 } else { 1 };
    }
    out
}

fn digits(text: &[u8], hex: Hex) -> Vec<u8> {
    let mut out = text.to_vec();
    for at in (0..text.len()).filter(|&at| text[at] == b'%') {
        let end = (at + 3).min(text.len());
        match hex {
            Hex::Upper => out[at..end].make_ascii_uppercase(),
            Hex::Lower => out[at..end].make_ascii_lowercase(),
        }
    }
    out
}
