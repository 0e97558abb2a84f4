//! `NODE_DEBUG=request,http`: npm `request` 2.88.2 `request.js` (`debug(..)`) and Node 20
//! `lib/_http_agent.js` (`debug('createConnection', name, options)`), objects in
//! `util.inspect` form.

use crate::diagnosis::Loss;
use crate::input::fields::Fields;
use crate::input::literal::{Value, parse};
use crate::input::server_error::find;
use crate::input::session::{Layer, Sent, Session};
use crate::input::{InputError, Place, ResponseHead, head};

use super::oss2::after;

/// Whether a line begins a block that ends with a line `}`.
pub(super) fn begins_block(text: &[u8]) -> bool {
    let own =
        text.starts_with(b"REQUEST ") || (text.starts_with(b"HTTP ") && find(text, b": createConnection ").is_some());
    let first = text.split(|&byte| byte == b' ').next().unwrap_or_default();
    let thrown = [&b"Error"[..], b"Error:", b"Exception", b"Exception:"]
        .iter()
        .any(|end| first.ends_with(end));
    let dump = text == b"{" || text.starts_with(b"    at ") || thrown;
    (own || dump) && text.ends_with(b"{")
}

/// Whether a line is of this log, block or not.
pub(super) fn is_line(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"HTTP ").and_then(|rest| rest.first());
    text.starts_with(b"REQUEST ") || digits.is_some_and(u8::is_ascii_digit)
}

/// Takes a line, or a block of lines.
pub(super) fn block(text: &[u8], place: Place, to: &mut Session) -> Result<(), InputError> {
    if let Some(rest) = text.strip_prefix(b"REQUEST ") {
        request(rest, place, to);
        return Ok(());
    }
    if let Some(at) = after(text, b": createConnection ") {
        return connection(&text[at..], place, to);
    }
    to.skipped.remark();
    Ok(())
}

/// `request`'s own lines: what it was asked for, and the answers.
fn request(rest: &[u8], place: Place, to: &mut Session) {
    let answers = [&b"onRequestResponse "[..], b"response end "];
    if let Some(rest) = answers.iter().find_map(|mark| rest.strip_prefix(*mark))
        && let Some((response, url)) = response(rest, place)
    {
        to.response(response, Some(url));
        return;
    }
    if rest.starts_with(b"{")
        && let Some((options, _)) = parse(rest, 0)
        && let Some(sent) = asked(&options, place)
    {
        to.request(sent);
        return;
    }
    to.skipped.remark();
}

/// `{ uri: 'http://..', method: 'PUT', headers: {..} }`: what the caller asked for.
fn asked(options: &Value, place: Place) -> Option<Sent> {
    let url = options.entry("uri").or_else(|| options.entry("url"))?;
    let url = url.string().or_else(|| url.entry("href")?.string())?;
    let method = options.entry("method").and_then(Value::string).unwrap_or(b"GET");
    let (authority, target) = head::split_url(url);
    let fields = options
        .entry("headers")
        .and_then(Fields::from_map)
        .unwrap_or_default()
        .with_host(authority);
    Some(Sent {
        place,
        head: head::from_parts(method, &target, &fields.lines),
        losses: [LOST, &fields.losses].concat(),
        key: Some(url.to_vec()),
        layer: Layer::Application,
        ..Sent::default()
    })
}

/// `http://.. 200 {..}`
fn response(text: &[u8], place: Place) -> Option<(ResponseHead, &[u8])> {
    let mut words = text.splitn(3, |&byte| byte == b' ');
    let url = words.next()?;
    let status = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    let (map, _) = parse(words.next()?, 0)?;
    let fields = Fields::from_map(&map)?.lines;
    Some((ResponseHead { place, status, fields }, url))
}

/// `127.0.0.1:80: { headers: {..}, method: 'PUT', uri: Url { path: '/..' }, path: null, .. }`: the
/// fields as they go to the socket, those that a pipe set included.
///
/// Node clears `path`; the target is known when the caller's own options are among them (`request`
/// leaves `uri`), or from the line of another log before it.
fn connection(text: &[u8], place: Place, to: &mut Session) -> Result<(), InputError> {
    let begins = find(text, b": ").map_or(0, |at| at + 2);
    let Some((options, _)) = parse(text, begins) else {
        return malformed(place, "the whole object after `createConnection`");
    };
    let Some(fields) = options.entry("headers").and_then(Fields::from_map) else {
        to.skipped.remark();
        return Ok(());
    };
    let method = options.entry("method").and_then(Value::string).unwrap_or(b"GET");
    let uri = options.entry("uri");
    let own = options.entry("path").and_then(Value::string);
    let inner = uri.and_then(|uri| uri.entry("path")).and_then(Value::string);
    let earlier = to.unanswered().and_then(|captured| captured.received());
    let earlier = earlier
        .filter(|received| received.method() == method)
        .map(|received| received.target().to_vec());
    let Some(target) = own.or(inner).map(<[u8]>::to_vec).or(earlier) else {
        return malformed(
            place,
            "the target, which `NODE_DEBUG=http` does not print: add `DEBUG=ali-oss` or `NODE_DEBUG=request`",
        );
    };
    let key = uri
        .and_then(|uri| uri.entry("href"))
        .and_then(Value::string)
        .map(<[u8]>::to_vec);
    let host = options.entry("host").and_then(Value::string).unwrap_or_default();
    let fields = fields.with_host(Some(host));
    to.request(Sent {
        place,
        head: head::from_parts(method, &target, &fields.lines),
        losses: [LOST, &fields.losses].concat(),
        key: Some(key.unwrap_or_default()),
        layer: Layer::Runtime,
        ..Sent::default()
    });
    Ok(())
}

fn malformed(place: Place, expected: &'static str) -> Result<(), InputError> {
    Err(InputError::Malformed { place, expected })
}

/// Node adds fields (`Host`, `Connection`, framing) after it has printed them, and a pipe may set
/// others until the head is sent.
const LOST: &[Loss] = &[Loss::Fields, Loss::Later];
