//! Escapes of formats: HTML, JSON, JavaScript, quoted-printable, Markdown, mail headers.

use data_encoding::BASE64;

use super::{Rule, all_swapped, by_character, swapped};

pub(super) const RULES: &[Rule] = &[
    html("escaped", |text| all_swapped(text, HTML)),
    html("ampersands escaped", |text| swapped(text, "&", "&amp;")),
    html("escaped, apostrophes in hexadecimal", |text| {
        swapped(&all_swapped(text, HTML), "&#39;", "&#x27;")
    }),
    html("escaped, apostrophes by name", |text| {
        swapped(&all_swapped(text, HTML), "&#39;", "&apos;")
    }),
    Rule::many("HTML", "other letters by number", |text| {
        by_character(text, |char| match char {
            char if char.is_ascii() => char.to_string(),
            char => format!("&#{};", u32::from(char)),
        })
    }),
    html("unescaped", |text| {
        let text = all_swapped(text, &[("&#x27;", "'"), ("&apos;", "'")]);
        let named = all_swapped(&text, &reversed(HTML));
        numbered(&named)
    }),
    html("ampersands unescaped", |text| swapped(text, "&amp;", "&")),
    json("escaped", |text| all_swapped(text, JSON)),
    json("slashes escaped", |text| swapped(text, "/", "\\/")),
    Rule::many("JSON", "other letters as \\u", |text| {
        by_character(text, |char| match char {
            char if char.is_ascii() => char.to_string(),
            char => units(char),
        })
    }),
    json("marks of HTML as \\u", |text| {
        all_swapped(
            text,
            &[("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")],
        )
    }),
    Rule::many("JSON", "unescaped", unescaped),
    json("slashes unescaped", |text| swapped(text, "\\/", "/")),
    Rule::one("JavaScript", "other letters as \\x", |text| {
        let one = |&byte: &u8| match byte {
            byte if byte.is_ascii() => vec![byte],
            byte => format!("\\x{byte:02x}").into_bytes(),
        };
        text.iter().flat_map(one).collect()
    }),
    Rule::one("quoted-printable", "encoded", |text| {
        let one = |&byte: &u8| match byte {
            b' '..=b'~' if byte != b'=' => vec![byte],
            byte => format!("={byte:02X}").into_bytes(),
        };
        text.iter().flat_map(one).collect()
    }),
    Rule::one("quoted-printable", "equals signs encoded", |text| {
        swapped(text, "=", "=3D")
    }),
    Rule::one("quoted-printable", "equals signs decoded", |text| {
        swapped(text, "=3D", "=")
    }),
    Rule::one("quoted-printable", "decoded", quoted),
    Rule::one("Markdown", "escaped", |text| {
        all_swapped(
            text,
            &[("_", "\\_"), ("*", "\\*"), ("~", "\\~"), ("[", "\\["), ("]", "\\]")],
        )
    }),
    Rule::one("Markdown", "underscores escaped", |text| swapped(text, "_", "\\_")),
    Rule::one("Markdown", "unescaped", |text| {
        all_swapped(
            text,
            &[("\\_", "_"), ("\\*", "*"), ("\\~", "~"), ("\\[", "["), ("\\]", "]")],
        )
    }),
];

/// Encoded words, which only fields have.
pub(super) const MAIL: &[Rule] = &[
    // RFC 2047 section 2.
    Rule::many("mail", "an encoded word in base64", |text| {
        let word = |label: &str| format!("=?{label}?B?{}?=", BASE64.encode(text)).into_bytes();
        ["UTF-8", "utf-8"].map(word).to_vec()
    }),
    Rule::many("mail", "an encoded word in quoted letters", |text| {
        let one = |&byte: &u8| match byte {
            b' ' => "_".to_owned(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        };
        let letters: String = text.iter().map(one).collect();
        ["UTF-8", "utf-8"]
            .map(|label| format!("=?{label}?Q?{letters}?=").into_bytes())
            .to_vec()
    }),
    Rule::many("mail", "an encoded word decoded", |text| {
        word(text).into_iter().collect()
    }),
];

const fn html(name: &'static str, make: fn(&[u8]) -> Vec<u8>) -> Rule {
    Rule::one("HTML", name, make)
}

const fn json(name: &'static str, make: fn(&[u8]) -> Vec<u8>) -> Rule {
    Rule::one("JSON", name, make)
}

const HTML: &[(&str, &str)] = &[
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("\"", "&quot;"),
    ("'", "&#39;"),
];

const JSON: &[(&str, &str)] = &[("\\", "\\\\"), ("\"", "\\\"")];

fn reversed(pairs: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    pairs.iter().rev().map(|&(from, to)| (to, from)).collect()
}

/// `&#233;` as the letter.
fn numbered(text: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(text) else {
        return text.to_vec();
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 2..];
        let end = inner.find(';').unwrap_or(0);
        if let Some(char) = inner[..end].parse().ok().and_then(char::from_u32) {
            out.push(char);
            rest = &inner[end + 1..];
        } else {
            out.push_str("&#");
            rest = inner;
        }
    }
    out.push_str(rest);
    out.into_bytes()
}

/// A letter as JSON's escapes of its UTF-16 units.
fn units(char: char) -> String {
    let mut pair = [0; 2];
    let units: &[u16] = char.encode_utf16(&mut pair);
    let units: Vec<String> = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    units.concat()
}

/// A JSON string's inside as the text it stands for.
fn unescaped(text: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(text).into_owned();
    let read: Result<String, _> = serde_json::from_str(&format!("\"{text}\""));
    read.into_iter().map(String::into_bytes).collect()
}

fn quoted(text: &[u8]) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let pair = (text[at] == b'=')
            .then(|| Some(digit(at + 1)? * 16 + digit(at + 2)?))
            .flatten();
        out.push(pair.and_then(|byte| u8::try_from(byte).ok()).unwrap_or(text[at]));
        at += if pair.is_some() { 3 } else { 1 };
    }
    out
}

fn word(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut parts = text.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
    let (_, kind, inner) = (parts.next()?, parts.next()?, parts.next()?);
    match kind {
        "B" => BASE64.decode(inner.as_bytes()).ok(),
        "Q" => Some(quoted(inner.replace('_', " ").as_bytes())),
        _ => None,
    }
}
