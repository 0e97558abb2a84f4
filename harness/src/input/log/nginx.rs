//! nginx's error log at level `debug` (`src/http/ngx_http_request.c`, `ngx_http_proxy_module.c`): the head as it
//! came, line by line, and the very head that was sent on.

use std::collections::BTreeMap;

use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::{InputError, Place, head};

/// Reads the log's lines.
#[derive(Debug, Default)]
pub(in crate::input) struct Nginx {
    /// Heads as they came, by connection, until it shows whether they are sent on.
    came: BTreeMap<Vec<u8>, Shown>,
    /// A head that is sent on, while its lines come, with its connection.
    on: Option<(Vec<u8>, Shown)>,
}

/// A head while its lines come.
#[derive(Debug)]
struct Shown {
    place: Place,
    bytes: Vec<u8>,
}

impl Dialect for Nginx {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        if let Some((_, shown)) = &mut self.on {
            if shown.bytes.len() + line.text.len() > line.limit {
                let error = line.too_long(shown.place);
                self.on = None;
                return Err(error);
            }
            return Ok(self.sent_on(line, to));
        }
        let Some((connection, text)) = split(line.text) else {
            return Ok(Took::Nothing);
        };
        if let Some(rest) = text.strip_prefix(b"http request line: \"") {
            let first = rest.strip_suffix(b"\"").unwrap_or(rest);
            self.hand_on(connection, to);
            if self.came.len() >= MOST {
                self.end(to)?;
            }
            let (place, bytes) = (line.place, [first, b"\r\n"].concat());
            self.came.insert(connection.to_vec(), Shown { place, bytes });
        } else if let Some(rest) = text.strip_prefix(b"http header: \"") {
            self.came(connection, rest.strip_suffix(b"\"").unwrap_or(rest));
        } else if text.trim_ascii_end() == b"http proxy header:" {
            let (place, bytes) = (line.place, Vec::new());
            self.on = Some((connection.to_vec(), Shown { place, bytes }));
            return Ok(Took::Part);
        } else if let Some(rest) = text.strip_prefix(b"client sent invalid header line: \"") {
            let end = find(rest, b"\" while reading").unwrap_or(rest.len());
            if !self.came(connection, &rest[..end]) {
                return Ok(Took::Nothing);
            }
        } else {
            to.skipped.remark();
        }
        Ok(Took::Whole)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        let connections: Vec<_> = self.came.keys().cloned().collect();
        for connection in &connections {
            self.hand_on(connection, to);
        }
        Ok(())
    }
}

impl Nginx {
    /// Takes a field of a head as it came; `false` where none of this connection is coming.
    fn came(&mut self, connection: &[u8], field: &[u8]) -> bool {
        let shown = self.came.get_mut(connection);
        shown.is_some_and(|shown| {
            if shown.bytes.len() < LONGEST {
                shown.bytes.extend([field, b"\r\n"].concat());
            }
            true
        })
    }

    /// A line of a head that is sent on: the first begins with a quotation mark, the last is one.
    fn sent_on(&mut self, line: Offered<'_>, to: &mut Session) -> Took {
        let Some((connection, mut shown)) = self.on.take() else {
            return Took::Nothing;
        };
        let text = match line.text.strip_prefix(b"\"") {
            Some(first) if shown.bytes.is_empty() && head::is_request_line(first.trim_ascii_end()) => {
                shown.place = line.place;
                first
            }
            _ if shown.bytes.is_empty() => return Took::Nothing,
            Some(_) => b"",
            None => line.text,
        };
        let text = text.trim_ascii_end();
        shown.bytes.extend([text, b"\r\n"].concat());
        if !text.is_empty() {
            self.on = Some((connection, shown));
            return Took::Part;
        }
        let came = self
            .came
            .remove(&connection)
            .map(|came| [came.bytes.as_slice(), b"\r\n"].concat());
        let (place, head) = (shown.place, shown.bytes);
        to.request(Sent {
            place,
            head,
            ..Sent::default()
        });
        if let Some(captured) = to.newest() {
            captured.before_gateway = came;
        }
        Took::Whole
    }

    /// Hands on a head that came and was not sent on.
    fn hand_on(&mut self, connection: &[u8], to: &mut Session) {
        if let Some(Shown { place, bytes }) = self.came.remove(connection) {
            let head = [bytes.as_slice(), b"\r\n"].concat();
            to.request(Sent {
                place,
                head,
                ..Sent::default()
            });
        }
    }
}

/// The connection and the text of `2026/12/01 10:02:59 [debug] 28818#28818: *1 text`.
fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let level = find(line, b"] ").filter(|&at| at < 40 && line.get(4) == Some(&b'/'))?;
    let rest = &line[level + 2..];
    let star = find(rest, b": *").filter(|&at| at < 40)?;
    let rest = &rest[star + 3..];
    let blank = rest.iter().position(|&byte| byte == b' ')?;
    Some((&rest[..blank], &rest[blank + 1..]))
}

/// Most heads that wait at once.
const MOST: usize = 64;
/// Most bytes of a head as it came.
const LONGEST: usize = 256 * 1024;
