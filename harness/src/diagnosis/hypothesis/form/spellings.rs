//! Spellings of a JSON text, and of base64.

use std::fmt::Write as _;

use data_encoding::{BASE64, BASE64_NOPAD};

use crate::diagnosis::case::text::{percent_decoded, replaced};

/// What a policy's text stands for, however its base64 is spelled; `None` when it is no base64.
pub(crate) fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let tight = tightened(&percent_decoded(&replaced(text, b" ", b"+")));
    let standard = replaced(&replaced(&tight, b"-", b"+"), b"_", b"/");
    let end = standard.iter().rposition(|&byte| byte != b'=').map_or(0, |at| at + 1);
    BASE64_NOPAD
        .decode(&standard[..end])
        .ok()
        .filter(|json| !json.is_empty())
}

/// Base64 without what was put around or between its characters.
pub(crate) fn tightened(text: &[u8]) -> Vec<u8> {
    let kept = bare(text)
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'\\'));
    kept.copied().collect()
}

/// Without a byte order mark.
pub(crate) fn bare(text: &[u8]) -> &[u8] {
    text.strip_prefix(BOM).unwrap_or(text)
}

/// Base64 in lines of `columns` characters, `end` between them.
pub(crate) fn wrapped(text: &[u8], columns: usize, end: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.chunks(columns).collect();
    lines.join(end)
}

/// The URL's alphabet (RFC 4648 section 5).
pub(crate) fn url_safe(text: &[u8]) -> Vec<u8> {
    replaced(&replaced(text, b"+", b"-"), b"/", b"_")
}

/// The standard alphabet (RFC 4648 section 4), padded.
pub(crate) fn standard(text: &[u8]) -> Vec<u8> {
    let text = replaced(&replaced(text, b"-", b"+"), b"_", b"/");
    let missing = (4 - text.len() % 4) % 4;
    [&text, &b"==="[..missing]].concat()
}

/// Without padding.
pub(crate) fn unpadded(text: &[u8]) -> Vec<u8> {
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |at| at + 1);
    text[..end].to_vec()
}

/// The base64 of a text.
pub(crate) fn base64(text: &[u8]) -> Vec<u8> {
    BASE64.encode(text).into_bytes()
}

/// HTML's character references for what base64 has beside letters and digits (Handlebars writes `&#x3D;`).
pub(crate) fn without_references(text: &[u8]) -> Vec<u8> {
    REFERENCES
        .iter()
        .fold(text.to_vec(), |text, (from, to)| replaced(&text, from, to))
}

/// Every `/` as `\/`, as PHP's `json_encode` writes it.
pub(crate) fn slashes_escaped(json: &[u8]) -> Vec<u8> {
    replaced(&slashes_plain(json), b"/", b"\\/")
}

/// Every `\/` as `/`.
pub(crate) fn slashes_plain(json: &[u8]) -> Vec<u8> {
    replaced(json, b"\\/", b"/")
}

/// Every character beyond ASCII as `\u0000`, as Python's `json.dumps` and PHP write it; `None` when the
/// text is not UTF-8.
pub(crate) fn ascii_only(json: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(json).ok()?;
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii() {
            out.push(char);
        } else {
            let units = &mut [0; 2];
            for unit in char.encode_utf16(units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    Some(out.into_bytes())
}

/// Every `\u0000` beyond ASCII as the character itself.
pub(crate) fn characters_plain(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some(&byte) = rest.first() {
        let mut units = Vec::new();
        while let Some(unit) = escaped_unit(&rest[6 * units.len()..]) {
            units.push(unit);
        }
        let text = String::from_utf16(&units).unwrap_or_default();
        if text.is_empty() {
            let taken = if byte == b'\\' { 2.min(rest.len()) } else { 1 };
            out.extend_from_slice(&rest[..taken]);
            rest = &rest[taken..];
        } else {
            out.extend_from_slice(text.as_bytes());
            rest = &rest[6 * units.len()..];
        }
    }
    out
}

/// The UTF-16 unit beyond ASCII that a text begins with an escape of.
fn escaped_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = plain.then(|| u16::from_str_radix(digits, 16).ok()).flatten()?;
    (unit > 0x7F).then_some(unit)
}

/// `<`, `>` and `&` as `\u0000`, as Go's `encoding/json` writes them.
pub(crate) fn html_safe(json: &[u8]) -> Vec<u8> {
    GO.iter()
        .fold(json.to_vec(), |text, (plain, escaped)| replaced(&text, plain, escaped))
}

/// The same undone.
pub(crate) fn html_plain(json: &[u8]) -> Vec<u8> {
    GO.iter()
        .fold(json.to_vec(), |text, (plain, escaped)| replaced(&text, escaped, plain))
}

/// Times of a whole second with their milliseconds, as JavaScript's `toISOString` writes them.
pub(crate) fn with_milliseconds(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() + 4);
    for (at, &byte) in json.iter().enumerate() {
        let seconds =
            byte == b'Z' && json.get(at + 1) == Some(&b'"') && at.checked_sub(3).map(|at| json[at]) == Some(b':');
        if seconds {
            out.extend_from_slice(b".000");
        }
        out.push(byte);
    }
    out
}

/// A time without milliseconds of nought.
pub(crate) fn without_milliseconds(json: &[u8]) -> Vec<u8> {
    replaced(json, b".000Z\"", b"Z\"")
}

/// The byte order mark of UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What is written, and what stands for it.
type Pairs = &'static [(&'static [u8], &'static [u8])];

const REFERENCES: Pairs = &[
    (b"&#x3D;", b"="),
    (b"&#61;", b"="),
    (b"&#x2F;", b"/"),
    (b"&#47;", b"/"),
    (b"&#43;", b"+"),
    (b"&#x2B;", b"+"),
    (b"&#34;", b"\""),
    (b"&quot;", b"\""),
    (b"&amp;", b"&"),
];
const GO: Pairs = &[(b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026")];
