//! Which format an input is, by its content.

use super::colour::uncoloured;
use super::copied::url::{signed_url, unquoted};
use super::server_error::find;
use super::shape::members;
use super::words::{Word, words};
use super::{Format, head};

/// The format of an input, from its beginning (64 KiB are enough); `None` when nothing
/// in it looks like any of them.
///
/// Marks that no other format has come first; a raw request line comes late, because logs quote
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
    if lines().any(is_curl_verbose) && !is_quotation(lines()) {
        return Some(Format::CurlVerbose);
    }
    if let Some(log) = MARKS.iter().find(|(_, mark)| lines().any(|line| contains(line, mark))) {
        return Some(log.0);
    }
    if lines().any(|line| line.starts_with(b"REQUEST ") || line.starts_with(b"URLLIB ") || is_node_http(line)) {
        return Some(Format::NodeDebug);
    }
    if let Some(format) = lines().find_map(copied) {
        return Some(format);
    }
    if lines()
        .map(head::unquoted)
        .any(|line| head::is_request_line(line) || head::status(line).is_some())
    {
        return Some(Format::Raw);
    }
    let code = |line: &[u8]| words(line).any(|(kind, _)| kind == Word::Code);
    if lines().any(|line| ERRORS.iter().any(|mark| contains(line, mark)) || code(line)) {
        return Some(Format::OssError);
    }
    if lines().any(has_object) {
        return Some(Format::Printed);
    }
    lines()
        .any(|line| signed_url(&unquoted(line)).is_some())
        .then_some(Format::Url)
}

/// Whether a request stands in an input whose method is too long to be taken for one, and how long they may be.
#[must_use]
pub fn long_method(beginning: &[u8]) -> Option<usize> {
    let mut lines = beginning
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .take(LINES);
    lines.any(head::has_long_method).then_some(head::LONGEST_METHOD)
}

/// An object or an array with what an archive or a record has, by its own members and how they begin.
fn json(beginning: &[u8]) -> Option<Format> {
    let text = beginning
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(beginning)
        .trim_ascii_start();
    let members = members(text, 3);
    let has = |deepest: usize, name: &[u8], begins: &[u8]| {
        let mut own = members.iter().filter(|member| member.depth <= deepest);
        own.any(|member| member.name == name && begins.contains(&member.value))
    };
    if text.starts_with(b"{") && (has(1, b"head", b"\"") || has(1, b"head_base64", b"\"")) {
        return Some(Format::JsonLines);
    }
    let archive = has(1, b"log", b"{") || has(2, b"entries", b"[");
    let requests = members
        .iter()
        .filter(|member| member.name == b"request" && member.value == b'{');
    let entry = requests.map(|request| request.depth).any(|depth| {
        let at = |depth: usize, name: &[u8]| {
            members
                .iter()
                .any(|member| member.depth == depth && member.name == name)
        };
        depth <= 2 && at(depth + 1, b"url") && !at(depth, b"method")
    });
    (archive || entry).then_some(Format::Har)
}

/// A copy of a browser or a tool, by the line that it begins with.
fn copied(line: &[u8]) -> Option<Format> {
    let bare = head::unquoted(line);
    let bare = bare.strip_prefix(b"$ ").unwrap_or(bare);
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| bare.starts_with(mark));
    let has = |marks: &[&[u8]]| marks.iter().any(|mark| contains(bare, mark));
    if begins(&[b"curl ", b"curl.exe "]) && (has(&[b"://"]) || bare.ends_with(b"\\") || bare.ends_with(b"^")) {
        Some(Format::CurlCommand)
    } else if has(&[b"fetch(\"http", b"fetch('http", b"fetch(`http"]) || bare.ends_with(b"fetch(") {
        Some(Format::Fetch)
    } else if has(&[b"Invoke-WebRequest ", b"Invoke-RestMethod "]) {
        Some(Format::PowerShell)
    } else if PANELS.iter().any(|label| bare.starts_with(label.as_bytes())) || begins(&[b"URL\thttp"]) {
        Some(Format::Panel)
    } else if has(&[b"--> "]) && has(&[b"http://", b"https://"]) {
        Some(Format::OkHttp)
    } else {
        None
    }
}

/// An object with what a request has, or a head inside a quoted text.
fn has_object(line: &[u8]) -> bool {
    let quoted = contains(line, b" HTTP/1.") && (contains(line, b"\\r\\n") || contains(line, b"\\n"));
    let object = contains(line, b"{") && (contains(line, b"ethod") || contains(line, b"_header"));
    quoted || object || contains(line, b"RequestUri: '") || contains(line, b"_header: '")
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

/// Whether every line is quoted as in a mail, and an answer too: `curl -v` marks those with `<`.
fn is_quotation<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
    let quoted = lines
        .clone()
        .filter(|line| !line.is_empty())
        .all(|line| line.starts_with(b">"));
    quoted
        && lines
            .filter_map(|line| line.strip_prefix(b">"))
            .map(<[u8]>::trim_ascii_start)
            .any(|bare| head::status(bare).is_some() || bare.starts_with(b"<"))
}

fn contains(line: &[u8], needle: &[u8]) -> bool {
    find(line, needle).is_some()
}

/// What only one log has, the one that shows most first.
const MARKS: [(Format, &[u8]); 12] = [
    (Format::PythonHttp, b"send: b"),
    (Format::Oss2Log, b"Send request, method: "),
    (Format::AliOssDebug, b"ali-oss request "),
    (Format::AliOssDebug, b"ali-oss response "),
    (Format::OssV2Log, b"urllib3.connectionpool"),
    (Format::OssV2Log, b"alibabacloud_oss_v2.exceptions"),
    (Format::JavaWire, b"http-outgoing-"),
    (Format::JavaWire, b" >> \"PUT "),
    (Format::GoSdk, b"[Req:0x"),
    (Format::NginxDebug, b"http request line: \""),
    (Format::NginxDebug, b"http proxy header:"),
    (Format::NginxDebug, b"client sent invalid header line"),
];

/// How a panel's text begins, in the languages in which it was seen.
const PANELS: [&str; 9] = [
    "Request URL",
    "Request Method",
    ":authority",
    ":method",
    ":path",
    "请求网址",
    "请求 URL",
    "请求URL",
    "请求方法",
];

/// What a text has that quotes the service's error.
const ERRORS: [&[u8]; 3] = [b"<Error>", b"&lt;Error&gt;", b"\\u003cError"];

/// How many lines are looked at.
const LINES: usize = 2000;
