//! `http.client` with `debuglevel = 1` (Python `Lib/http/client.py`: `print("send:", repr(data))`,
//! `print("reply:", repr(line))`, `print("header:", name + ":", value)`): the bytes sent, exactly.

use crate::input::captured::ResponseHead;
use crate::input::literal::{Value, parse};
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::{Place, head};

/// The head that is being printed in pieces.
#[derive(Debug, Default)]
pub(super) struct PythonHttp {
    sent: Option<(Place, Vec<u8>)>,
    received: Option<ResponseHead>,
}

impl PythonHttp {
    /// Takes one line; `false` for a line of another log.
    pub(super) fn line(&mut self, text: &[u8], place: Place, limit: usize, to: &mut Session) -> bool {
        if let Some(rest) = text.strip_prefix(b"header: ") {
            if let (Some(response), Some(field)) = (&mut self.received, head::field(rest)) {
                response.fields.push(field);
            }
            return true;
        }
        if let Some(rest) = text.strip_prefix(b"reply: ") {
            self.flush(to);
            if let Some((Value::Text(line), _)) = parse(rest, 0) {
                self.received = head::response(place, [line.trim_ascii_end()]);
            }
            return true;
        }
        self.flush_response(to);
        let Some(rest) = text.strip_prefix(b"send: ") else {
            return false;
        };
        if let Some((Value::Bytes(bytes), _)) = parse(rest, 0) {
            self.send(place, &bytes, limit, to);
        }
        true
    }

    /// A head may come with its body in one piece, or over several pieces.
    fn send(&mut self, place: Place, bytes: &[u8], limit: usize, to: &mut Session) {
        let line = bytes.split(|&byte| byte == b'\r').next().unwrap_or_default();
        if head::is_request_line(line) {
            self.flush(to);
            self.sent = Some((place, Vec::new()));
        }
        let Some((_, head)) = &mut self.sent else {
            if let Some(captured) = to.newest() {
                captured.body.push(bytes);
            }
            return;
        };
        let room = limit.saturating_sub(head.len());
        head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if let Some(end) = find(head, b"\r\n\r\n") {
            let body = head.split_off(end + 4);
            self.flush(to);
            if let Some(captured) = to.newest().filter(|_| !body.is_empty()) {
                captured.body.push(&body);
            }
        }
    }

    /// Ends what is being printed.
    pub(super) fn flush(&mut self, to: &mut Session) {
        self.flush_response(to);
        if let Some((place, mut head)) = self.sent.take() {
            if !head.ends_with(b"\r\n\r\n") {
                head.extend_from_slice(b"\r\n\r\n");
            }
            to.request(Sent {
                place,
                head,
                ..Sent::default()
            });
        }
    }

    fn flush_response(&mut self, to: &mut Session) {
        if let Some(response) = self.received.take() {
            to.response(response, None);
        }
    }
}
