//! What a text is that is no signature.

use data_encoding::{BASE64, BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use mock_oss::verify::scheme::Spelling;
use mock_oss::verify::{Mac, Scheme};

use super::text::replaced;
use crate::diagnosis::Code;
use crate::words::{Words, words};

/// The finding; `mended` is the text that verifies, where one is known.
pub(crate) fn code(scheme: Scheme, text: &[u8], mended: Option<&[u8]>) -> Code {
    if has_lost_plus(scheme, text, mended) {
        Code::SignaturePlusLost
    } else {
        Code::SignatureMalformed
    }
}

/// Whether blanks stand where the signature has `+`: where the one that verifies is known, it says so.
/// Hexadecimal has none; a blank at the end is none, since base64 of a MAC ends in `=`.
fn has_lost_plus(scheme: Scheme, text: &[u8], mended: Option<&[u8]>) -> bool {
    if scheme.signature_spelling() == Spelling::Hex || text.contains(&b',') {
        return false;
    }
    if let Some(mended) = mended {
        let plus = replaced(text, b" ", b"+");
        let mut places = plus.windows(mended.len().max(1));
        let at = places.position(|place| place == mended);
        return at.is_some_and(|at| text[at..at + mended.len()].contains(&b' '));
    }
    let is_whole = |text: &[u8]| BASE64.decode(text).is_ok_and(|mac| is_mac(mac.len()));
    let plus = replaced(text.trim_ascii_end(), b" ", b"+");
    text.contains(&b' ') && !is_whole(text.trim_ascii()) && is_whole(&plus)
}

/// What a text is that is no signature of the scheme, as far as its characters tell, and the one that
/// verifies, where it is known.
pub(crate) fn kind(scheme: Scheme, text: &[u8], mended: Option<&[u8]>) -> Option<Words> {
    let of_marks = if text.contains(&b',') {
        Some("something is joined to it behind a comma, as where two `Authorization` fields become one".into())
    } else if has_lost_plus(scheme, text, mended) {
        Some("it has a blank, which is what an unencoded `+` of a URL becomes".into())
    } else {
        at_ends(text).or_else(|| inside(scheme, text))
    };
    of_marks.or_else(|| of_alphabet(scheme, text))
}

/// What the text has in it that no signature has.
fn inside(scheme: Scheme, text: &[u8]) -> Option<Words> {
    let alphabet = scheme.signature_spelling();
    let own = text.iter().take_while(|&&byte| is_own(alphabet, byte)).count();
    let behind = text.len() - own;
    if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        Some("it has a line end in it".into())
    } else if text.contains(&b'%') {
        Some("it is percent-encoded".into())
    } else if matches!(text, [b'"', .., b'"'] | [b'\'', .., b'\'']) {
        Some("it stands in quotes".into())
    } else if text.contains(&b' ') && behind > MOST_BEHIND {
        Some("it has a blank in it".into())
    } else if own > 0 && (1..=MOST_BEHIND).contains(&behind) {
        let plural = if behind == 1 { "byte stands" } else { "bytes stand" };
        Some(words!(
            "{} {} behind it that {} has not",
            behind,
            plural,
            alphabet.name()
        ))
    } else {
        None
    }
}

/// What the text is by its own characters.
fn of_alphabet(scheme: Scheme, text: &[u8]) -> Option<Words> {
    let (name, spelling) = (scheme.name(), scheme.signature_spelling());
    let takes = words!("{} takes {}", name, spelling.name());
    let is_hex = spelling == Spelling::Hex;
    let digits = |text: &[u8]| HEXLOWER_PERMISSIVE.decode(text).is_ok_and(|mac| is_mac(mac.len()));
    let base64 = BASE64.decode(text).ok();
    Some(if is_hex && digits(text) {
        "its hexadecimal digits are in upper case".into()
    } else if digits(text) {
        words!("it is in hexadecimal, where {}", takes)
    } else if base64.as_deref().is_some_and(digits) {
        words!("it is base64 of hexadecimal digits, where {} of the MAC's bytes", takes)
    } else if is_hex && base64.as_ref().is_some_and(|mac| is_mac(mac.len())) {
        words!("it is in base64, where {}", takes)
    } else if base64
        .as_ref()
        .is_some_and(|mac| mac.len() == scheme.mac().other().length())
    {
        let (own, other) = (scheme.mac(), scheme.mac().other());
        words!(
            "it has the length of an {} ({} bytes), where {} takes {} ({} bytes)",
            other.name(),
            other.length(),
            name,
            own.name(),
            own.length()
        )
    } else if !is_hex && BASE64_NOPAD.decode(text).is_ok_and(|mac| is_mac(mac.len())) {
        "its padding (`=`) is missing".into()
    } else {
        return None;
    })
}

/// What stands before the text and behind it that shows as nothing.
fn at_ends(text: &[u8]) -> Option<Words> {
    let before = text.len() - without_white(text).len();
    let inner = without_white(text);
    let end = white_at_end(inner);
    let before = white(&text[..before]);
    let behind = white(&inner[inner.len() - end..]);
    match (before, behind) {
        (None, None) => None,
        (Some(before), None) => Some(words!("it has {} before it", before)),
        (None, Some(behind)) => Some(words!("it has {} at its end", behind)),
        (Some(before), Some(behind)) => Some(words!("it has {} before it and {} at its end", before, behind)),
    }
}

/// The text from its first byte that shows on.
fn without_white(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = WHITE.iter().find_map(|(white, ..)| text.strip_prefix(*white)) {
        text = rest;
    }
    text
}

/// How many bytes at the end show as nothing.
fn white_at_end(text: &[u8]) -> usize {
    let mut inner = text;
    while let Some(rest) = WHITE.iter().find_map(|(white, ..)| inner.strip_suffix(*white)) {
        inner = rest;
    }
    text.len() - inner.len()
}

/// What white text is called; `None` of none.
fn white(mut text: &[u8]) -> Option<&'static str> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    while let Some((rest, name)) = WHITE
        .iter()
        .find_map(|(white, one, several)| Some((text.strip_prefix(*white)?, (*one, *several))))
    {
        names.push(name);
        text = rest;
    }
    let (first, others) = names.split_first()?;
    Some(match others {
        [] => first.0,
        others if others.iter().all(|other| other == first) => first.1,
        _ => "blanks and line ends",
    })
}

/// What shows as nothing, its name, and that of several.
const WHITE: &[(&[u8], &str, &str)] = &[
    (b" ", "a blank", "blanks"),
    (b"\t", "a tab", "tabs"),
    (b"\r\n", "a line end", "line ends"),
    (b"\n", "a line end", "line ends"),
    (b"\r", "a line end", "line ends"),
    ("\u{A0}".as_bytes(), "a no-break space", "no-break spaces"),
    ("\u{200B}".as_bytes(), "an invisible character", "invisible characters"),
    ("\u{FEFF}".as_bytes(), "a byte order mark", "byte order marks"),
    ("\u{3000}".as_bytes(), "a wide blank", "wide blanks"),
];

/// The longest part of a text that has the characters of a spelling alone.
pub(crate) fn longest_own(spelling: Spelling, text: &[u8]) -> &[u8] {
    let parts = text.split(|&byte| !is_own(spelling, byte));
    parts.max_by_key(|part| part.len()).unwrap_or_default()
}

fn is_own(spelling: Spelling, byte: u8) -> bool {
    match spelling {
        Spelling::Hex => byte.is_ascii_hexdigit(),
        Spelling::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
    }
}

/// More bytes than these are no junk behind a signature, but another text.
const MOST_BEHIND: usize = 8;

/// HMAC-SHA1 or HMAC-SHA256, in bytes.
fn is_mac(length: usize) -> bool {
    length == Mac::Sha1.length() || length == Mac::Sha256.length()
}
