//! urllib3's connection log (`urllib3/connectionpool.py`, "%s://%s:%s \"%s %s HTTP/1.1\" %s %s"):
//! the target as it was sent, and the status.

use crate::diagnosis::Loss;
use crate::input::server_error::find;
use crate::input::session::{Layer, Sent, Session};
use crate::input::{Place, ResponseHead, head};

/// Takes `http://host:port "PUT /target HTTP/1.1" 403 1342`; `false` for any other line.
pub(super) fn line(text: &[u8], place: Place, to: &mut Session) -> bool {
    let Some((authority, request, status)) = split(text) else {
        return find(text, b"urllib3.connectionpool").is_some() || find(text, b"Starting new HTTP").is_some();
    };
    let Some((method, target, _)) = head::request_line(request) else {
        return false;
    };
    if let Some(captured) = to.unanswered()
        && let Some(known) = captured.head.as_ref()
        && known.starts_with(&[method, b" "].concat())
    {
        let end = find(known, b"\r\n").unwrap_or(known.len());
        captured.head = Some([request, &known[end..]].concat());
        captured.losses.retain(|loss| *loss != Loss::Target);
        return true;
    }
    to.request(Sent {
        place,
        head: head::from_parts(method, target, &[(b"Host".to_vec(), authority.to_vec())]),
        losses: vec![Loss::Fields, Loss::Signature],
        layer: Layer::Application,
        ..Sent::default()
    });
    let fields = Vec::new();
    to.response(ResponseHead { place, status, fields }, None);
    true
}

/// Authority, request line and status.
fn split(text: &[u8]) -> Option<(&[u8], &[u8], u16)> {
    let open = find(text, b" \"")?;
    let close = open + 2 + find(&text[open + 2..], b"\" ")?;
    let start = text[..open].windows(3).rposition(|window| window == b"://")?;
    let authority = &text[start + 3..open];
    let status = text[close + 2..].split(|&byte| byte == b' ').next()?;
    let status = std::str::from_utf8(status).ok()?.trim().parse().ok()?;
    Some((authority, &text[open + 2..close], status))
}
