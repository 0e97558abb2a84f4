//! Start lines, and heads put together from what a log shows.

use crate::diagnosis::Loss;

use super::source::Line;
use super::{Place, ResponseHead};

/// Whether a line is `METHOD TARGET HTTP/x` (RFC 9112 section 3). Blanks inside the target are
/// let through, because such requests are sent and refused.
pub(super) fn is_request_line(line: &[u8]) -> bool {
    request_line(line).is_some()
}

/// Method, target and version of a request line.
pub(super) fn request_line(line: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let first = line.iter().position(|&byte| byte == b' ')?;
    let last = line.iter().rposition(|&byte| byte == b' ')?;
    let (method, version) = (&line[..first], &line[last + 1..]);
    let target = line.get(first + 1..last)?;
    let known = METHODS.contains(&method);
    let method_fits =
        known || (!method.is_empty() && method.len() <= LONGEST_METHOD && method.iter().all(u8::is_ascii_alphabetic));
    let target_fits = if known {
        !target.is_empty()
    } else {
        target.starts_with(b"/") || target.starts_with(b"http")
    };
    let digit = version.strip_prefix(b"HTTP/").and_then(|rest| rest.first());
    let version_fits = version.len() <= 10 && digit.is_some_and(u8::is_ascii_digit);
    (method_fits && target_fits && version_fits).then_some((method, target, version))
}

/// Whether a line would be a request line, but that its method is longer than any is.
pub(super) fn has_long_method(line: &[u8]) -> bool {
    let length = line.iter().position(|&byte| byte == b' ').unwrap_or(0);
    length > LONGEST_METHOD && is_request_line(&line[length - LONGEST_METHOD..])
}

/// The longest word that is taken for a method, in letters: `UPDATEREDIRECTREF` of RFC 4437 has 17.
pub(super) const LONGEST_METHOD: usize = 20;

/// Whether a word is a method that is taken for one whatever stands after it.
pub(super) fn is_method(word: &[u8]) -> bool {
    METHODS.contains(&word)
}

/// The line without the marks and blanks that quote or indent it.
pub(super) fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line
        .iter()
        .take(QUOTATION)
        .take_while(|byte| b" \t>|".contains(byte))
        .count();
    &line[marks..]
}

/// The status code of a status line (RFC 9112 section 4).
pub(super) fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/")?;
    let blank = rest.iter().position(|&byte| byte == b' ').filter(|&at| at <= 3)?;
    let digits = rest[blank + 1..].get(..3)?;
    let ends = rest.get(blank + 4).is_none_or(|&byte| byte == b' ');
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (ends && digits.iter().all(u8::is_ascii_digit)).then_some(number)
}

/// The response head in `lines`: the status line and the field lines, line ends off.
pub(super) fn response<'a>(place: Place, lines: impl IntoIterator<Item = &'a [u8]>) -> Option<ResponseHead> {
    let mut lines = lines.into_iter();
    let status = status(lines.next()?)?;
    let fields = lines.filter_map(field).collect();
    Some(ResponseHead { place, status, fields })
}

/// Name and value of a field line.
pub(super) fn field(line: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    Some((
        line[..colon].trim_ascii().to_vec(),
        line[colon + 1..].trim_ascii().to_vec(),
    ))
}

/// Head lines as they stand in a text: kept as they are, unless a text tool has turned every line
/// end into LF.
pub(super) fn from_lines(lines: &[Line]) -> (Vec<u8>, Vec<Loss>) {
    let ended = lines.iter().filter(|line| line.bytes.ends_with(b"\n"));
    let text_only = ended.clone().count() > 0 && ended.clone().all(|line| !line.ends_in_crlf());
    let mut head = Vec::new();
    for line in lines {
        if text_only || !line.bytes.ends_with(b"\n") {
            head.extend_from_slice(line.content());
            head.extend_from_slice(b"\r\n");
        } else {
            head.extend_from_slice(&line.bytes);
        }
    }
    if !lines.last().is_some_and(Line::is_blank) {
        head.extend_from_slice(b"\r\n");
    }
    (head, if text_only { vec![Loss::LineEnds] } else { Vec::new() })
}

/// A head whose version is another (HTTP/2 shown in the form of HTTP/1.1), as HTTP/1.1. HTTP/2 sends
/// names in lower case (RFC 9113 section 8.2), whatever is shown.
pub(super) fn as_http11(head: Vec<u8>) -> (Vec<u8>, Option<Loss>) {
    let end = head.iter().position(|&byte| byte == b'\n').map_or(head.len(), |at| at);
    let line = head[..end].strip_suffix(b"\r").unwrap_or(&head[..end]);
    match request_line(line) {
        Some((_, _, version)) if !version.starts_with(b"HTTP/1") => {
            let start = line.len() - version.len();
            let head = [&head[..start], b"HTTP/1.1", &head[line.len()..]].concat();
            (head, Some(Loss::Case))
        }
        _ => (head, None),
    }
}

/// A head from a request line's parts and fields.
///
/// A line end inside a part would make another line of it, so it becomes a blank there.
pub(super) fn from_parts(method: &[u8], target: &[u8], fields: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut head = Vec::new();
    let method = if method.is_empty() { b"GET" } else { method };
    let target = if target.is_empty() { b"/" } else { target };
    put_line(&mut head, &[method, b" ", target, b" HTTP/1.1"]);
    for (name, value) in fields {
        head.extend_from_slice(b"\r\n");
        put_line(&mut head, &[name, b": ", value]);
    }
    head.extend_from_slice(b"\r\n\r\n");
    head
}

fn put_line(head: &mut Vec<u8>, parts: &[&[u8]]) {
    let bytes = parts.iter().copied().flatten();
    head.extend(bytes.map(|&byte| if matches!(byte, b'\r' | b'\n') { b' ' } else { byte }));
}

/// The authority and the target (path and query, undecoded) of an absolute URL; no authority when
/// there is none in it. A fragment is never sent (RFC 9110 section 4.2.5).
pub(super) fn split_url(url: &[u8]) -> (Option<&[u8]>, Vec<u8>) {
    let url = url.split(|&byte| byte == b'#').next().unwrap_or_default();
    let Some(colon) = url.windows(3).position(|window| window == b"://") else {
        return (None, url.to_vec());
    };
    let rest = &url[colon + 3..];
    let end = rest.iter().position(|byte| b"/?".contains(byte)).unwrap_or(rest.len());
    let authority = rest[..end].rsplit(|&byte| byte == b'@').next().unwrap_or_default();
    let target = match rest.get(end) {
        None => b"/".to_vec(),
        Some(b'?') => [b"/", &rest[end..]].concat(),
        Some(_) => rest[end..].to_vec(),
    };
    (Some(authority), target)
}

/// Header text as the bytes that Node and Python's `http.client` send: Latin-1 where it fits
/// (Node `lib/_http_outgoing.js` writes heads as `latin1`; `http/client.py` `putheader` encodes
/// `latin-1`).
pub(super) fn runtime_bytes(text: &[u8]) -> (Vec<u8>, Vec<Loss>) {
    if text.is_ascii() {
        return (text.to_vec(), Vec::new());
    }
    (latin1(text).unwrap_or_else(|| text.to_vec()), vec![Loss::Bytes])
}

/// Header text of an archive as the bytes that were probably sent. Chrome shows each byte as a
/// Latin-1 character, so UTF-8 looks garbled there; mitmproxy decodes UTF-8.
pub(super) fn archive_bytes(text: &[u8]) -> (Vec<u8>, Vec<Loss>) {
    if text.is_ascii() {
        return (text.to_vec(), Vec::new());
    }
    let garbled = latin1(text).filter(|bytes| std::str::from_utf8(bytes).is_ok());
    (garbled.unwrap_or_else(|| text.to_vec()), vec![Loss::Bytes])
}

/// The text in Latin-1; `None` when a character is none of it.
fn latin1(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    text.chars()
        .map(|character| u8::try_from(u32::from(character)).ok())
        .collect()
}

/// Whether an `Authorization` value, or the signature of a URL, was masked by a person or a tool:
/// it has what neither base64 nor hex nor a scope has.
pub(super) fn is_masked(value: &[u8]) -> bool {
    let lower = value.to_ascii_lowercase();
    let has = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
    lower.iter().any(|byte| b"*[]<>{}".contains(byte))
        || [&b"..."[..], "…".as_bytes(), b"redact", b"masked", b"hidden", b"xxxxxx"]
            .iter()
            .any(|mark| has(mark))
}

/// Most bytes that quote or indent a line.
const QUOTATION: usize = 40;
/// Methods that are taken for such whatever stands after them.
const METHODS: [&[u8]; 9] = [
    b"GET", b"PUT", b"POST", b"HEAD", b"DELETE", b"OPTIONS", b"PATCH", b"CONNECT", b"TRACE",
];
