//! `oss2` 2.19.1: `oss2/http.py` ("Send request", "Get response headers") and `oss2/auth.py`
//! ("Make signature").

use mock_oss::verify::v4;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnosis::Loss;
use crate::input::fields::Fields;
use crate::input::literal::{Value, parse};
use crate::input::server_error::find;
use crate::input::session::{ClientString, Layer, Sent, Session, StringKind};
use crate::input::{Place, ResponseHead, head};

/// What a line of this log is.
pub(super) enum Line {
    /// It was taken.
    Taken,
    /// A string to sign begins here and goes on in the next lines, so many or until the next log
    /// line.
    StringBegins(ClientString, Option<usize>),
    /// Another line of this log.
    Remark,
    /// A line of another log.
    Foreign,
}

/// Takes one line.
pub(super) fn line(text: &[u8], place: Place, to: &mut Session) -> Line {
    let thread = thread(text);
    if let Some(at) = after(text, b"Make signature: string to be signed = ") {
        return string(&text[at..], place, thread, StringKind::ToSign, to);
    }
    if let Some(at) = after(text, b"Make signature: canonical_request = ") {
        return string(&text[at..], place, thread, StringKind::CanonicalRequest, to);
    }
    if let Some(at) = after(text, b"Send request, method: ") {
        return match sent(&text[at..], place, thread) {
            Some(sent) => {
                to.request(sent);
                Line::Taken
            }
            None => Line::Foreign,
        };
    }
    if let Some(at) = after(text, b"Get response headers, req-id:") {
        return match response(&text[at..], place) {
            Some(response) => {
                to.response(response, None);
                Line::Taken
            }
            None => Line::Foreign,
        };
    }
    let own = [&b"oss2.api"[..], b"oss2.http", b"oss2.auth", b"Init request, method: "];
    if own.iter().any(|mark| find(text, mark).is_some()) && find(text, b"Exception: ").is_none() {
        return Line::Remark;
    }
    Line::Foreign
}

/// Python 3 prints the bytes of a V1 string as `b'..'`; a V4 string, and any string under
/// Python 2, stands there as it is, over several lines.
fn string(text: &[u8], place: Place, thread: Option<Vec<u8>>, kind: StringKind, to: &mut Session) -> Line {
    let literal = if text.starts_with(b"b'") || text.starts_with(b"b\"") {
        parse(text, 0)
    } else {
        None
    };
    if let Some((Value::Bytes(bytes), _)) = literal {
        to.client_string(ClientString {
            place,
            thread,
            kind,
            bytes,
        });
        return Line::Taken;
    }
    let more = text.starts_with(v4::ALGORITHM.as_bytes()).then_some(3);
    let bytes = text.to_vec();
    Line::StringBegins(
        ClientString {
            place,
            thread,
            kind,
            bytes,
        },
        more,
    )
}

/// `PUT, url: http://.., params: {..}, headers: {..}, timeout: 60, proxies: None`
fn sent(text: &[u8], place: Place, thread: Option<Vec<u8>>) -> Option<Sent> {
    let method = &text[..find(text, b", url: ")?];
    let url = &text[after(text, b", url: ")?..find(text, b", params: ")?];
    let params = parse(text, after(text, b", params: ")?)?.0;
    let headers = parse(text, after(text, b", headers: ")?)?.0;
    let (authority, mut target) = head::split_url(url);
    for (index, (name, value)) in entries(&params).into_iter().enumerate() {
        target.push(if index == 0 && !url.contains(&b'?') { b'?' } else { b'&' });
        target.extend(quoted_plus(name));
        target.push(b'=');
        target.extend(quoted_plus(value));
    }
    let fields = Fields::from_map(&headers)?.with_host(authority);
    let mut losses = vec![Loss::Order, Loss::Fields, Loss::Target];
    losses.extend(fields.losses.iter().copied());
    Some(Sent {
        place,
        head: head::from_parts(method, &target, &fields.lines),
        losses,
        layer: Layer::Application,
        thread,
        ..Sent::default()
    })
}

/// The parameters that `requests` writes: those with a value, an empty one included.
fn entries(params: &Value) -> Vec<(&[u8], &[u8])> {
    let Value::Map(entries) = params else {
        return Vec::new();
    };
    let present = entries
        .iter()
        .filter(|(_, value)| !matches!(value, Value::Word(word) if word == b"None"));
    present
        .filter_map(|(name, value)| Some((name.as_slice(), value.text()?)))
        .collect()
}

/// `urllib.parse.urlencode` as `requests` uses it: `quote_plus`.
fn quoted_plus(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let encoded = utf8_percent_encode(&text, UNRESERVED).to_string();
    encoded.replace("%20", "+").into_bytes()
}

/// `5CAC.., status: 403, headers: {..}`
fn response(text: &[u8], place: Place) -> Option<ResponseHead> {
    let status = &text[after(text, b", status: ")?..find(text, b", headers: ")?];
    let status = std::str::from_utf8(status).ok()?.trim().parse().ok()?;
    let headers = parse(text, after(text, b", headers: ")?)?.0;
    let fields = Fields::from_map(&headers)?.lines;
    Some(ResponseHead { place, status, fields })
}

/// The number before ` : `, as the SDK's own logger prints it (`oss2/__init__.py`, `%(thread)d : `).
fn thread(text: &[u8]) -> Option<Vec<u8>> {
    let before = &text[..find(text, b" : ")?];
    let digits: Vec<u8> = before.rsplit(|&byte| byte == b' ').next().unwrap_or_default().to_vec();
    (!digits.is_empty() && digits.iter().all(u8::is_ascii_digit)).then_some(digits)
}

pub(super) fn after(text: &[u8], mark: &[u8]) -> Option<usize> {
    find(text, mark).map(|at| at + mark.len())
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
