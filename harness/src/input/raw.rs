//! Raw heads: request heads as they went over the wire, with or without bodies and answers.

use std::io::BufRead;

use mock_oss::wire::Framing;

use super::captured::{Captured, CapturedBody};
use super::error_text::{Belongs, ErrorText};
use super::session::{Sent, Session};
use super::source::{Line, Source};
use super::{InputError, Limits, head};

/// The reader of raw heads. Each step takes one head with its body, or one line of anything else.
#[derive(Debug)]
pub(super) struct Raw {
    limits: Limits,
    error: ErrorText,
}

impl Raw {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            error: ErrorText::default(),
        }
    }

    /// Takes the next head or line. `false` at the end of the input.
    pub(super) fn step<R: BufRead>(&mut self, source: &mut Source<R>, to: &mut Session) -> Result<bool, InputError> {
        let Some(mut line) = source.line(self.limits.item_bytes)? else {
            self.error.finish(to);
            return Ok(false);
        };
        if line.place.byte == 0 && line.bytes.starts_with(BOM) {
            line.bytes.drain(..BOM.len());
        }
        if !self.error.is_open() {
            if head::is_request_line(line.content()) {
                return self.request(line, source, to).map(|()| true);
            }
            if head::status(line.content()).is_some() {
                return self.response(line, source, to).map(|()| true);
            }
        }
        self.other(&line, to)?;
        Ok(true)
    }

    fn request<R: BufRead>(&mut self, first: Line, source: &mut Source<R>, to: &mut Session) -> Result<(), InputError> {
        let place = first.place;
        let lines = self.head_lines(first, source)?;
        let (head, losses) = head::from_lines(&lines);
        let ended = lines.last().is_some_and(Line::is_blank);
        to.request(Sent {
            place,
            head,
            losses,
            ..Sent::default()
        });
        let framing = to.newest().map_or(Framing::None, |captured| captured.framing());
        if ended {
            let body = body(source, framing)?;
            if let Some(captured) = to.newest() {
                captured.body = body;
            }
        }
        Ok(())
    }

    fn response<R: BufRead>(
        &mut self,
        first: Line,
        source: &mut Source<R>,
        to: &mut Session,
    ) -> Result<(), InputError> {
        let place = first.place;
        let lines = self.head_lines(first, source)?;
        if let Some(response) = head::response(place, lines.iter().map(Line::content)) {
            to.response(response, None);
        }
        Ok(())
    }

    /// The lines of a head, its blank line included when there is one. A head that is followed by
    /// another without a blank line between, or by the end of the input, ends there.
    fn head_lines<R: BufRead>(&self, first: Line, source: &mut Source<R>) -> Result<Vec<Line>, InputError> {
        let place = first.place;
        let limit = self.limits.item_bytes;
        let mut size = first.bytes.len();
        let mut lines = vec![first];
        while let Some(line) = source.line(limit)? {
            if head::is_request_line(line.content()) || head::status(line.content()).is_some() {
                source.give_back(line);
                break;
            }
            size += line.bytes.len();
            let blank = line.is_blank();
            if size <= limit {
                lines.push(line);
            }
            if blank {
                break;
            }
        }
        if size > limit {
            return Err(InputError::TooLong { place, limit });
        }
        Ok(lines)
    }

    /// A line that is no part of a head: of an error body, or of nothing.
    fn other(&mut self, line: &Line, to: &mut Session) -> Result<(), InputError> {
        if self.error.line(line, self.limits.item_bytes, to)? == Belongs::No && !line.is_blank() {
            to.skipped.note_unknown(line.place, line.content());
        }
        Ok(())
    }
}

/// The body that follows a head. When another head stands in its place, there is none: many
/// captures keep heads only.
fn body<R: BufRead>(source: &mut Source<R>, framing: Framing) -> Result<CapturedBody, InputError> {
    let mut body = CapturedBody::default();
    let Some(line) = (if framing == Framing::None {
        None
    } else {
        source.piece(FIRST)?
    }) else {
        return Ok(body);
    };
    let start = line.content();
    let another = head::is_request_line(start) || head::status(start).is_some();
    source.give_back(line);
    match framing {
        _ if another => {}
        Framing::None => {}
        Framing::Length(length) => {
            source.take(length, |bytes| body.push(bytes))?;
        }
        Framing::Chunked => while chunk(source, &mut body)? {},
    }
    Ok(body)
}

/// One chunk (RFC 9112 section 7.1); `false` after the last one, or where there is none.
fn chunk<R: BufRead>(source: &mut Source<R>, body: &mut CapturedBody) -> Result<bool, InputError> {
    let Some(line) = source.piece(FIRST)? else {
        return Ok(false);
    };
    let digits = line
        .content()
        .split(|&byte| byte == b';')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    let size = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| u64::from_str_radix(digits, 16).ok());
    let Some(size) = size else {
        source.give_back(line);
        return Ok(false);
    };
    source.take(size, |bytes| body.push(bytes))?;
    let Some(end) = source.piece(FIRST)? else {
        return Ok(false);
    };
    if !end.is_blank() {
        source.give_back(end);
        return Ok(false);
    }
    Ok(size > 0)
}

impl Captured {
    /// Sets the body's length from the head, where the input shows none of it.
    pub(super) fn body_from_head(&mut self) {
        if let (None, Framing::Length(length)) = (self.body.length, self.framing()) {
            self.body.length = Some(length);
        }
    }
}

/// The byte order mark that some editors put before a text.
const BOM: &[u8] = b"\xEF\xBB\xBF";
/// How much of a body's first line is looked at.
const FIRST: usize = 8 * 1024;
