//! The logs of Apache's `HttpClient` 4 and 5: the wire log (`http-outgoing-0 >> "PUT /k HTTP/1.1[\r][\n]"`,
//! `org.apache.http.impl.conn.Wire`) and the headers log (`http-outgoing-0 >> PUT /k HTTP/1.1`).

use std::collections::BTreeMap;

use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::error_text::{ErrorText, Fed};
use crate::input::server_error::find;
use crate::input::session::{Layer, Sent, Session};
use crate::input::{InputError, Place, head};

/// Reads both logs.
#[derive(Debug, Default)]
pub(in crate::input) struct Apache {
    /// What goes out and comes in, by connection and log.
    open: BTreeMap<(Vec<u8>, Way, Log), Shown>,
    error: ErrorText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Out,
    In,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Log {
    Wire,
    Headers,
}

/// A head while its lines come.
#[derive(Debug)]
struct Shown {
    place: Place,
    bytes: Vec<u8>,
}

impl Dialect for Apache {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let Some((connection, way, rest)) = split(line.text) else {
            return Ok(Took::Nothing);
        };
        let (log, bytes) = match rest.strip_prefix(b"\"") {
            Some(quoted) => (Log::Wire, unescaped(quoted.strip_suffix(b"\"").unwrap_or(quoted))),
            None => (Log::Headers, [rest, b"\r\n"].concat()),
        };
        let content = bytes.trim_ascii_end();
        let key = (connection.to_vec(), way, log);
        let begins = match way {
            Way::Out => head::is_request_line(content),
            Way::In => head::status(content).is_some(),
        };
        if begins {
            self.hand_on(&(key.0.clone(), way, Log::Headers), to);
            self.hand_on(&key, to);
            if self.open.len() >= MOST {
                self.end(to)?;
            }
            let place = line.place;
            self.open.insert(key, Shown { place, bytes });
            return Ok(Took::Whole);
        }
        if let Some(shown) = self.open.get_mut(&key) {
            if shown.bytes.len() + bytes.len() > line.limit {
                let error = line.too_long(shown.place);
                self.open.remove(&key);
                return Err(error);
            }
            let ends = log == Log::Wire && content.is_empty();
            shown.bytes.extend(bytes);
            if ends {
                self.hand_on(&key, to);
            }
        } else if log == Log::Wire {
            self.body(way, line, &bytes, to)?;
        } else {
            to.skipped.remark();
        }
        Ok(Took::Whole)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        let keys: Vec<_> = self.open.keys().cloned().collect();
        for key in &keys {
            self.hand_on(key, to);
        }
        self.error.finish(to);
        Ok(())
    }
}

impl Apache {
    /// Hands on a head that is whole.
    fn hand_on(&mut self, key: &(Vec<u8>, Way, Log), to: &mut Session) {
        let Some(Shown { place, mut bytes }) = self.open.remove(key) else {
            return;
        };
        if !bytes.ends_with(b"\r\n\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        match key.1 {
            Way::Out => to.request(Sent {
                place,
                head: bytes,
                layer: if key.2 == Log::Wire {
                    Layer::Wire
                } else {
                    Layer::Runtime
                },
                ..Sent::default()
            }),
            Way::In => {
                let lines = bytes
                    .split(|&byte| byte == b'\n')
                    .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
                let lines = lines.filter(|line| !line.is_empty());
                if let Some(response) = head::response(place, lines) {
                    to.response(response, None);
                }
            }
        }
    }

    /// Bytes of a body: the client's own, or the answer's, which may be the service's error. A headers log
    /// has no end of a head: what comes in next shows that it was whole.
    fn body(&mut self, way: Way, line: Offered<'_>, bytes: &[u8], to: &mut Session) -> Result<(), InputError> {
        match way {
            Way::Out => {
                if let Some(captured) = to.newest() {
                    captured.body.push(bytes);
                }
            }
            Way::In => match self.error.feed(line.place, bytes, line.limit) {
                Fed::Whole(error, place) => {
                    let waiting: Vec<_> = self.open.keys().cloned().collect();
                    for key in &waiting {
                        self.hand_on(key, to);
                    }
                    to.server_error(*error, place);
                }
                Fed::TooLong(place) => return Err(line.too_long(place)),
                Fed::Nothing | Fed::Part => to.skipped.remark(),
            },
        }
        Ok(())
    }
}

/// Connection, way and the text after the mark.
fn split(text: &[u8]) -> Option<(&[u8], Way, &[u8])> {
    let out = find(text, b" >> ").map(|at| (at, Way::Out));
    let within = find(text, b" << ").map(|at| (at, Way::In));
    let (at, way) = out.into_iter().chain(within).min_by_key(|(at, _)| *at)?;
    let before = &text[..at];
    let connection = before.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    let rest = &text[at + 4..];
    let own = connection.starts_with(b"http-outgoing-") || find(before, b".wire").is_some() || rest.starts_with(b"\"");
    own.then_some((connection, way, rest))
}

/// Resolves `[\r]`, `[\n]` and `[0xe6]`, as the wire log writes bytes that are no text.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let known = [(&b"[\\r]"[..], b'\r'), (b"[\\n]", b'\n')];
        if let Some((mark, byte)) = known.iter().find(|(mark, _)| rest.starts_with(mark)) {
            out.push(*byte);
            rest = &rest[mark.len()..];
            continue;
        }
        let hex = rest.strip_prefix(b"[0x").and_then(|hex| {
            let close = hex.iter().take(3).position(|&byte| byte == b']')?;
            let digits = std::str::from_utf8(&hex[..close]).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, &hex[close + 1..]))
        });
        if let Some((byte, after)) = hex {
            out.push(byte);
            rest = after;
            continue;
        }
        out.push(byte);
        rest = after;
    }
    out
}

/// Most heads that are open at once.
const MOST: usize = 32;
