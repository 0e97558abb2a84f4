//! Strings to sign whose line feeds a browser showed as blanks.

use super::server_error::find;

/// The lines of a string that was copied from a page, where line feeds are blanks and several are one; `None` where
/// what it is cannot be told. Whoever uses it holds it against the hash or the bytes: it is a guess.
pub(super) fn unfolded(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.trim_ascii();
    if text.starts_with(b"OSS4-") || text.starts_with(b"AWS4-") {
        let words: Vec<&[u8]> = text.split(|&byte| byte == b' ').collect();
        return (words.len() == 4).then(|| words.join(&b'\n'));
    }
    let blank = find(text, b" ")?;
    let (method, rest) = (&text[..blank], &text[blank..]);
    let slash = find(rest, b" /")?;
    let (between, resource) = (&rest[..slash], &rest[slash + 1..]);
    if !method.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let (before, special) = match find(between, b" x-oss-") {
        Some(at) => between.split_at(at),
        None => (between, &b""[..]),
    };
    let words: Vec<&[u8]> = before
        .split(|&byte| byte == b' ')
        .filter(|word| !word.is_empty())
        .collect();
    let dated = match words.last() {
        Some(last) if last.iter().all(u8::is_ascii_digit) => 1,
        Some(&b"GMT") => words.len().min(DATE),
        _ => 0,
    };
    let (body, date) = words.split_at(words.len() - dated);
    let (md5, kind) = match body.split_first() {
        // Base64 of a digest; no media type ends so.
        Some((first, rest)) if first.ends_with(b"=") => (*first, rest),
        _ => (&b""[..], body),
    };
    let mut lines = vec![method.to_vec(), md5.to_vec(), kind.join(&b' '), date.join(&b' ')];
    let mut rest = special.trim_ascii_start();
    while !rest.is_empty() {
        let end = find(rest, b" x-oss-").unwrap_or(rest.len());
        lines.push(rest[..end].to_vec());
        rest = rest[end..].trim_ascii_start();
    }
    lines.push(resource.to_vec());
    Some(lines.join(&b'\n'))
}

/// Words of a date such as `Tue, 08 Nov 2016 08:55:03 GMT`.
const DATE: usize = 6;
