//! Which format an input is, by its content.

use super::colour::uncoloured;
use super::server_error::find;
use super::{Format, head};

/// The format of an input, from its beginning (64 KiB are enough); `None` when nothing
/// in it looks like any of them.
///
/// Marks that no other format has come first; a raw request line comes last, because logs quote
/// request lines.
#[must_use]
pub fn recognise(beginning: &[u8]) -> Option<Format> {
    let beginning = &uncoloured(beginning);
    let lines = || {
        beginning
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .take(LINES)
    };
    if let Some(dump) = trace(lines()) {
        return Some(dump);
    }
    if let Some(format) = json(beginning) {
        return Some(format);
    }
    if lines().any(is_curl_verbose) {
        return Some(Format::CurlVerbose);
    }
    if let Some(log) = MARKS.iter().find(|(_, mark)| lines().any(|line| contains(line, mark))) {
        return Some(log.0);
    }
    if lines().any(|line| line.starts_with(b"REQUEST ") || line.starts_with(b"URLLIB ") || is_node_http(line)) {
        return Some(Format::NodeDebug);
    }
    if lines().any(|line| head::is_request_line(line) || head::status(line).is_some()) {
        return Some(Format::Raw);
    }
    let error = lines().any(|line| contains(line, b"<Error>") || contains(line, b"SignatureDoesNotMatch"));
    error.then_some(Format::OssError)
}

/// An object or an array with what an archive or a record has.
fn json(beginning: &[u8]) -> Option<Format> {
    let text = beginning
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(beginning)
        .trim_ascii_start();
    let has = |names: &[&[u8]]| names.iter().any(|name| contains(text, name));
    match text.first()? {
        b'{' if has(&[b"\"head\"", b"\"head_base64\""]) => Some(Format::JsonLines),
        b'{' | b'[' if has(&[b"\"log\"", b"\"entries\"", b"\"request\""]) => Some(Format::Har),
        _ => None,
    }
}

fn is_node_http(line: &[u8]) -> bool {
    let digits = line.strip_prefix(b"HTTP ").and_then(|rest| rest.first());
    digits.is_some_and(u8::is_ascii_digit)
}

/// A trace's kind shows in the first row of its first head.
fn trace<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> Option<Format> {
    lines.find(|line| contains(line, b"=> Send header, ") || contains(line, b"<= Recv header, "))?;
    let row = lines.next().and_then(|row| row.strip_prefix(b"0000: "))?;
    let pairs = row.chunks(3).take(8);
    let hex = pairs.clone().count() > 0
        && pairs
            .into_iter()
            .all(|pair| pair.len() >= 2 && pair[..2].iter().all(u8::is_ascii_hexdigit));
    Some(if hex { Format::CurlTrace } else { Format::CurlTraceAscii })
}

fn is_curl_verbose(line: &[u8]) -> bool {
    let at = line
        .windows(2)
        .position(|window| window == b"> " || window == b"< ")
        .filter(|&at| at <= 24);
    at.is_some_and(|at| head::is_request_line(&line[at + 2..]) || head::status(&line[at + 2..]).is_some())
}

fn contains(line: &[u8], needle: &[u8]) -> bool {
    find(line, needle).is_some()
}

/// What only one log has, the one that shows most first.
const MARKS: [(Format, &[u8]); 6] = [
    (Format::PythonHttp, b"send: b"),
    (Format::Oss2Log, b"Send request, method: "),
    (Format::AliOssDebug, b"ali-oss request "),
    (Format::AliOssDebug, b"ali-oss response "),
    (Format::OssV2Log, b"urllib3.connectionpool"),
    (Format::OssV2Log, b"alibabacloud_oss_v2.exceptions"),
];

/// How many lines are looked at.
const LINES: usize = 2000;
