//! `http.client` with `debuglevel = 1` (Python `Lib/http/client.py`: `print("send:", repr(data))`,
//! `print("reply:", repr(line))`, `print("header:", name + ":", value)`): the bytes sent, exactly.

use crate::input::literal::{Value, parse};
use crate::input::response::ResponseHead;
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::{InputError, Place, head};

/// The head that is being printed in pieces.
#[derive(Debug, Default)]
pub(super) struct PythonHttp {
    sent: Option<(Place, Vec<u8>)>,
    received: Option<ResponseHead>,
}

impl PythonHttp {
    /// Takes one line; `false` for a line of another log.
    ///
    /// # Errors
    /// [`InputError::TooLong`] when a head goes on over the bound.
    pub(super) fn line(
        &mut self,
        text: &[u8],
        place: Place,
        limit: usize,
        to: &mut Session,
    ) -> Result<bool, InputError> {
        if let Some(rest) = text.strip_prefix(b"header: ") {
            match (&mut self.received, head::field(rest)) {
                (Some(response), Some(field)) if response.fields.len() < FIELDS => response.fields.push(field),
                _ => to.skipped.note_unknown(place, text),
            }
            return Ok(true);
        }
        if let Some(rest) = text.strip_prefix(b"reply: ") {
            self.flush(to);
            if let Some((Value::Text(line), _)) = parse(rest, 0) {
                self.received = head::response(place, [line.trim_ascii_end()]);
            }
            return Ok(true);
        }
        self.flush_response(to);
        let Some(rest) = text.strip_prefix(b"send: ") else {
            return Ok(false);
        };
        match parse(rest, 0) {
            Some((Value::Bytes(bytes), _)) => self.send(place, &bytes, limit, to)?,
            _ => to.skipped.note_unknown(place, text),
        }
        Ok(true)
    }

    /// A head may come with its body in one piece, or over several pieces.
    fn send(&mut self, place: Place, bytes: &[u8], limit: usize, to: &mut Session) -> Result<(), InputError> {
        let line = bytes.split(|&byte| byte == b'\r').next().unwrap_or_default();
        if head::is_request_line(line) {
            self.flush(to);
            self.sent = Some((place, Vec::new()));
        }
        let Some((_, head)) = &mut self.sent else {
            if let Some(captured) = to.newest() {
                captured.body.push(bytes);
            }
            return Ok(());
        };
        let searched = head.len().saturating_sub(3);
        head.extend_from_slice(bytes);
        if let Some(end) = find(&head[searched..], b"\r\n\r\n") {
            let body = head.split_off(searched + end + 4);
            self.flush(to);
            if let Some(captured) = to.newest().filter(|_| !body.is_empty()) {
                captured.body.push(&body);
            }
        } else if head.len() > limit
            && let Some((place, _)) = self.sent.take()
        {
            return Err(InputError::TooLong { place, limit });
        }
        Ok(())
    }

    /// Ends what is being printed.
    pub(super) fn flush(&mut self, to: &mut Session) {
        self.flush_response(to);
        if let Some((place, mut head)) = self.sent.take() {
            while head.ends_with(b"\r\n") {
                head.truncate(head.len() - 2);
            }
            head.extend_from_slice(b"\r\n\r\n");
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

/// Most fields of one answer.
const FIELDS: usize = 512;
