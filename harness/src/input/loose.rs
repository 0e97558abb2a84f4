//! The service's error in a text that names its elements one by one, and is no value that can be read whole: cut off,
//! with quotation marks that a chat made curly, printed by a logger of its own.

use super::ServerError;

/// The error whose elements a text names, each with a quoted value; `None` where there is no code and no string among
/// them.
pub(super) fn error_in_pieces(text: &[u8]) -> Option<ServerError> {
    let text = String::from_utf8_lossy(text);
    let mut found: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let mut rest: &str = &text;
    while let Some((name, behind)) = next_name(rest) {
        rest = behind;
        let known = found.iter().any(|(known, _)| known == name.as_bytes());
        if let Some((value, after)) = value(behind, name).filter(|_| !known) {
            found.push((name.as_bytes().to_vec(), value));
            rest = after;
        }
    }
    let has = |name: &str| found.iter().any(|(known, _)| known == name.as_bytes());
    let signed = has("SignatureProvided") && (has("StringToSign") || has("StringToSignBytes"));
    let tells = signed || has("RequestTime") || has("OSSAccessKeyId") || has("Authorization");
    match (has("Code"), signed) {
        (true, _) => {}
        (false, true) => found.push((b"Code".to_vec(), b"SignatureDoesNotMatch".to_vec())),
        (false, false) => return None,
    }
    tells.then(|| ServerError::from_elements(found))
}

/// The next word that is an element's name, and what stands behind it.
fn next_name(text: &str) -> Option<(&'static str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find(|letter: char| letter.is_ascii_alphabetic())?;
        let rest = &text[start..];
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .unwrap_or(rest.len());
        let bare = rest[..end].replace('_', "");
        let name = NAMES.iter().find(|name| name.eq_ignore_ascii_case(&bare));
        if let Some(name) = name {
            return Some((name, &rest[end..]));
        }
        from = start + end;
    }
}

/// The quoted value behind a name, and what stands behind the value. Between the two stand a mark that closes the name's
/// own quotation, and a colon or an equals sign.
fn value<'a>(behind: &'a str, name: &str) -> Option<(Vec<u8>, &'a str)> {
    let text = behind.trim_start_matches('\\').trim_start_matches(is_mark).trim_start();
    let text = text.strip_prefix(':').or_else(|| text.strip_prefix('='))?;
    let text = text.trim_start_matches('>').trim_start().trim_start_matches('\\');
    let inner = text.strip_prefix(is_mark)?;
    if name == "StringToSignBytes" {
        let digit = |letter: char| letter.is_ascii_hexdigit() || letter.is_ascii_whitespace();
        let end = inner.find(|letter| !digit(letter)).unwrap_or(inner.len());
        return Some((inner.as_bytes()[..end].to_vec(), &inner[end..]));
    }
    let mut escaped = false;
    for (at, letter) in inner.char_indices() {
        let behind = &inner[at + letter.len_utf8()..];
        if is_mark(letter) && !escaped && ends(behind) {
            return Some((unescaped(&inner[..at]), behind));
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// Whether what stands behind a mark follows a value.
fn ends(behind: &str) -> bool {
    let next = behind.trim_start_matches([' ', '\t']).chars().next();
    next.is_none_or(|next| ",}])\r\n;".contains(next))
}

/// Quotation marks, those of typesetting too.
fn is_mark(letter: char) -> bool {
    "'\"`\u{2018}\u{2019}\u{201C}\u{201D}".contains(letter)
}

/// Without the escapes of a printed string.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(letter),
        }
    }
    out.into_bytes()
}

/// The elements of an error body that are worth reading ("OSS error responses").
const NAMES: &[&str] = &[
    "Code",
    "Message",
    "RequestId",
    "HostId",
    "EC",
    "OSSAccessKeyId",
    "AWSAccessKeyId",
    "SignatureProvided",
    "StringToSign",
    "StringToSignBytes",
    "CanonicalRequest",
    "RequestTime",
    "ServerTime",
    "Expires",
    "Authorization",
];
