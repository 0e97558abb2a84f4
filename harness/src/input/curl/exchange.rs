//! One connection's heads, as curl's outputs share them.

use crate::diagnosis::Loss;
use crate::input::session::{Sent, Session};
use crate::input::source::Line;
use crate::input::{InputError, Place, head};

/// Joins head lines to heads and hands them to the session.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    sent: Vec<Line>,
    received: Vec<Line>,
    /// Bytes of `sent` and of `received`.
    waiting: usize,
    tunnel: Tunnel,
}

/// Whether the next answer is the proxy's to a CONNECT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tunnel {
    #[default]
    None,
    Asked,
}

impl Exchange {
    /// A line of a request head.
    pub(super) fn sent(&mut self, line: Line, losses: &[Loss], to: &mut Session) {
        if head::is_request_line(line.content()) {
            self.flush_request(losses, to);
        }
        let blank = line.is_blank();
        if !(blank && self.sent.is_empty()) {
            self.waiting += line.bytes.len();
            self.sent.push(line);
        }
        if blank {
            self.flush_request(losses, to);
        }
    }

    /// A line of a response head.
    pub(super) fn received(&mut self, line: Line, to: &mut Session) {
        if head::status(line.content()).is_some() {
            self.flush_response(to);
        }
        let blank = line.is_blank();
        if blank {
            self.flush_response(to);
        } else {
            self.waiting += line.bytes.len();
            self.received.push(line);
        }
    }

    /// The input ends, or says that the heads before are over.
    pub(super) fn flush(&mut self, losses: &[Loss], to: &mut Session) {
        self.flush_request(losses, to);
        self.flush_response(to);
    }

    /// Drops what waits for the end of its head when it is over the bound.
    ///
    /// # Errors
    /// [`InputError::TooLong`] then.
    pub(super) fn bounded(&mut self, limit: usize) -> Result<(), InputError> {
        if self.waiting <= limit {
            return Ok(());
        }
        let first = self.sent.first().or(self.received.first());
        let place = first.map_or(Place::default(), |line| line.place);
        self.sent.clear();
        self.received.clear();
        self.waiting = 0;
        Err(InputError::TooLong { place, limit })
    }

    /// A CONNECT is the proxy's business and no request to the service: a remark.
    fn flush_request(&mut self, losses: &[Loss], to: &mut Session) {
        let lines = std::mem::take(&mut self.sent);
        self.waiting = 0;
        let Some((place, (method, ..))) = lines
            .first()
            .and_then(|line| Some((line.place, head::request_line(line.content())?)))
        else {
            if let Some(line) = lines.first() {
                to.skipped.note_unknown(line.place, line.content());
            }
            return;
        };
        if method == b"CONNECT" {
            self.tunnel = Tunnel::Asked;
            to.skipped.remarks += lines.len() as u64;
            return;
        }
        // curl ends lines in CRLF; where a terminal took the CR, it is known to have been there.
        let (bytes, _) = head::from_lines(&lines);
        let (head, more) = head::as_http11(bytes);
        to.request(Sent {
            place,
            head,
            losses: losses.iter().copied().chain(more).collect(),
            ..Sent::default()
        });
    }

    fn flush_response(&mut self, to: &mut Session) {
        let lines = std::mem::take(&mut self.received);
        self.waiting = 0;
        let Some(place) = lines.first().map(|line| line.place) else {
            return;
        };
        match head::response(place, lines.iter().map(Line::content)) {
            Some(response) if self.tunnel == Tunnel::Asked && !response.is_interim() => {
                self.tunnel = Tunnel::None;
                to.skipped.remarks += lines.len() as u64;
            }
            Some(response) => to.response(response, None),
            None => to.skipped.note_unknown(place, b""),
        }
    }
}
