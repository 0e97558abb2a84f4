//! Heads inside quoted texts: what Go prints with `%q`, Python with `repr`, Node in a dump.

use crate::diagnosis::Loss;
use crate::input::captured::CapturedBody;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::literal::{Value, parse};
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::{InputError, Place, head};

/// Reads lines with a quoted head, and one that Node breaks into pieces over several lines.
#[derive(Debug, Default)]
pub(in crate::input) struct Quoted(Option<(Place, Vec<u8>)>);

impl Dialect for Quoted {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        if let Some((place, mut text)) = self.0.take() {
            if text.len() + line.text.len() > line.limit.min(LONGEST) {
                return Err(line.too_long(place));
            }
            text.extend([b"\n", line.text].concat());
            if goes_on(line.text) {
                self.0 = Some((place, text));
                return Ok(Took::Part);
            }
            return Ok(head_in(&text, place, to));
        }
        let text = line.text;
        if find(text, b" HTTP/1.").is_none() || begins(text).is_none() {
            return Ok(Took::Nothing);
        }
        if goes_on(text) {
            self.0 = Some((line.place, text.to_vec()));
            return Ok(Took::Part);
        }
        Ok(head_in(text, line.place, to))
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        if let Some((place, text)) = self.0.take() {
            head_in(&text, place, to);
        }
        Ok(())
    }
}

/// Whether Node's print of a long string goes on in the next line.
fn goes_on(line: &[u8]) -> bool {
    line.trim_ascii_end().ends_with(b"' +") || line.trim_ascii_end().ends_with(b"\" +")
}

/// The offset of the quotation mark, or of the letter before it, of a text that begins with a request line.
fn begins(text: &[u8]) -> Option<usize> {
    let marks = text
        .iter()
        .enumerate()
        .filter(|(_, byte)| b"'\"`".contains(byte))
        .take(TRIES);
    marks.map(|(at, _)| at).find_map(|at| {
        let rest = &text[at + 1..];
        let word = rest.split(|&byte| byte == b' ').next().unwrap_or_default();
        let line = &rest[..find(rest, b"\\r\\n").or_else(|| find(rest, b"\\n"))?];
        (head::is_method(word) && head::is_request_line(line)).then(|| {
            let bytes = at > 0
                && text[at - 1] == b'b'
                && at
                    .checked_sub(2)
                    .is_none_or(|before| !text[before].is_ascii_alphanumeric());
            at - usize::from(bytes)
        })
    })
}

/// Takes the head that a text quotes.
pub(super) fn head_in(text: &[u8], place: Place, to: &mut Session) -> Took {
    let quoted = begins(text).and_then(|at| parse(text, at));
    match quoted {
        Some((Value::Text(text) | Value::Bytes(text), _)) => {
            send(&text, place, to);
            Took::Whole
        }
        _ => Took::Nothing,
    }
}

/// Hands on a head, and the bytes after it as its body.
pub(super) fn send(text: &[u8], place: Place, to: &mut Session) {
    let crlf = find(text, b"\r\n\r\n").map(|at| at + 4);
    let lf = find(text, b"\n\n").map(|at| at + 2);
    let end = crlf.into_iter().chain(lf).min();
    let (head, body) = text.split_at(end.unwrap_or(text.len()));
    let lines: Vec<&[u8]> = head
        .split(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .collect();
    let lines: Vec<&[u8]> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let head = [lines.join(&b"\r\n"[..]).as_slice(), b"\r\n\r\n"].concat();
    let (head, lost) = head::as_http11(head);
    let losses = if crlf.is_some() {
        Vec::new()
    } else {
        vec![Loss::LineEnds]
    };
    to.request(Sent {
        place,
        head,
        losses: losses.into_iter().chain(lost).collect(),
        ..Sent::default()
    });
    if let Some(captured) = to.newest().filter(|_| !body.is_empty()) {
        let mut shown = CapturedBody::default();
        shown.push(body);
        // A dump may cut a body short.
        shown.length = None;
        captured.body = shown;
    }
}

/// Most quotation marks of a line that are looked behind.
const TRIES: usize = 64;
/// Most bytes of a quoted head.
const LONGEST: usize = 1 << 20;
