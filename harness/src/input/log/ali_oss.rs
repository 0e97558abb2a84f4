//! `DEBUG=ali-oss` (npm `ali-oss` 6.0.0 `lib/client.js`, 6.23.0 `lib/common/utils/createRequest.js`)
//! and `NODE_DEBUG=urllib` (npm `urllib` 2.44.1 `lib/urllib.js`): a map of fields as JSON.

use crate::diagnosis::Loss;
use crate::input::fields::Fields;
use crate::input::literal::parse;
use crate::input::server_error::find;
use crate::input::session::{ClientString, Layer, Sent, Session, StringKind};
use crate::input::{Place, ResponseHead, head};

use super::oss2::after;

/// What a line of this log is.
pub(super) enum Line {
    Taken,
    /// A string to sign begins here and goes on until the next line of a log.
    StringBegins(ClientString),
    Remark,
    Foreign,
}

/// Takes one line, colours already out.
pub(super) fn line(text: &[u8], place: Place, to: &mut Session) -> Line {
    if let Some(at) = after(text, b"ali-oss request ")
        && let Some(sent) = sent(&text[at..], place, b", with headers ", Layer::Application)
    {
        to.request(sent);
        return Line::Taken;
    }
    if let Some(at) = after(text, b"ali-oss response ")
        && let Some((response, url)) = response(&text[at..], place, b", got ")
    {
        to.response(response, Some(&url));
        return Line::Taken;
    }
    if let Some(at) = after(text, b"ali-oss authorization stringToSign: ") {
        let bytes = text[at..].to_vec();
        let (thread, kind) = (None, StringKind::ToSign);
        return Line::StringBegins(ClientString {
            place,
            thread,
            kind,
            bytes,
        });
    }
    if let Some(line) = urllib(text, place, to) {
        return line;
    }
    if find(text, b"ali-oss ").is_some() && find(text, b"<?xml").is_none() && find(text, b"<Error>").is_none() {
        return Line::Remark;
    }
    Line::Foreign
}

/// Lines of `URLLIB pid:`.
fn urllib(text: &[u8], place: Place, to: &mut Session) -> Option<Line> {
    let rest = text.strip_prefix(b"URLLIB ")?;
    let rest = &rest[after(rest, b": ")?..];
    let Some(numbered) = rest.strip_prefix(b"Request#") else {
        return Some(Line::Remark);
    };
    let rest = &numbered[after(numbered, b" ")?..];
    if let Some(sent) = sent(rest, place, b" with headers ", Layer::Library) {
        to.request(sent);
        return Some(Line::Taken);
    }
    if let Some((response, url)) = response(rest, place, b" `req response` event emit: status ") {
        to.response(response, Some(&url));
        return Some(Line::Taken);
    }
    Some(Line::Remark)
}

/// `PUT URL<mark>{json}..`
///
/// The map is taken before the request is sent: what a stream sets on it afterwards is not there.
fn sent(text: &[u8], place: Place, mark: &[u8], layer: Layer) -> Option<Sent> {
    let blank = text.iter().position(|&byte| byte == b' ')?;
    let end = find(text, mark)?;
    let (method, url) = (&text[..blank], text.get(blank + 1..end)?);
    let (map, _) = parse(text, end + mark.len())?;
    let (authority, target) = head::split_url(url);
    let fields = Fields::from_map(&map)?.with_host(authority);
    let mut losses = vec![Loss::Case, Loss::Order, Loss::Repeats, Loss::Fields, Loss::Later];
    losses.extend(fields.losses.iter().copied());
    Some(Sent {
        place,
        head: head::from_parts(method, &target, &fields.lines),
        losses,
        key: Some(url.to_vec()),
        layer,
        ..Sent::default()
    })
}

/// `PUT URL, got 403, headers: {json}`, or urllib's `URL `req response` event emit: status 403, ..`.
fn response(text: &[u8], place: Place, mark: &[u8]) -> Option<(ResponseHead, Vec<u8>)> {
    let end = find(text, mark)?;
    let url = text[..end].rsplit(|&byte| byte == b' ').next()?.to_vec();
    let digits = text.get(end + mark.len()..end + mark.len() + 3)?;
    let status = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (map, _) = parse(text, after(text, b", headers: ")?)?;
    let fields = Fields::from_map(&map)?.lines;
    Some((ResponseHead { place, status, fields }, url))
}
