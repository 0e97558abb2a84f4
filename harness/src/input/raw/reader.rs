//! The reader of raw heads, which may stand in a log, a mail or a fenced text.

use mock_oss::wire::Framing;

use super::body::{Ends, body};
use crate::diagnosis::Loss;
use crate::input::log::Log;
use crate::input::prefix::Prefix;
use crate::input::reader::Reader;
use crate::input::session::{Sent, Session};
use crate::input::source::{Line, Lines};
use crate::input::{InputError, Limits, head};

/// The reader of raw heads. Each step takes one head with its body, or one line of anything else, which
/// is offered to the logs.
#[derive(Debug)]
pub(in crate::input) struct Raw {
    limits: Limits,
    log: Log,
}

impl Reader for Raw {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let Some(mut line) = source.line(self.limits.item_bytes)? else {
            self.log.end(to)?;
            return Ok(false);
        };
        if line.place.byte == 0 && line.bytes.starts_with(BOM) {
            line.bytes.drain(..BOM.len());
        }
        let bare = head::unquoted(line.content());
        let (request, response) = (head::is_request_line(bare), head::status(bare).is_some());
        if (request || response) && self.log.gives_way(to)? {
            let read = if request { Self::request } else { Self::response };
            return read(self, line, source, to).map(|()| true);
        }
        self.log.offered(&line, to)?;
        Ok(true)
    }
}

impl Raw {
    pub(in crate::input) fn new(limits: Limits) -> Self {
        Self {
            limits,
            log: Log::new(limits),
        }
    }

    fn request(&mut self, first: Line, source: &mut dyn Lines, to: &mut Session) -> Result<(), InputError> {
        let place = first.place;
        let lines = self.head_lines(first, source)?;
        let ended = lines.last().is_some_and(Line::is_blank);
        let (head, mut losses) = head::from_lines(&lines);
        let ends = if losses.contains(&Loss::LineEnds) {
            Ends::Text
        } else {
            Ends::Wire
        };
        let (head, more) = head::as_http11(head);
        losses.extend(more);
        to.request(Sent {
            place,
            head,
            losses,
            ..Sent::default()
        });
        let framing = to.newest().map_or(Framing::None, |captured| captured.framing());
        if ended {
            let body = body(source, framing, ends)?;
            if let Some(captured) = to.newest() {
                captured.body = body;
            }
        }
        Ok(())
    }

    fn response(&mut self, first: Line, source: &mut dyn Lines, to: &mut Session) -> Result<(), InputError> {
        let place = first.place;
        let lines = self.head_lines(first, source)?;
        if let Some(response) = head::response(place, lines.iter().map(Line::content)) {
            to.response(response, None);
        }
        Ok(())
    }

    /// The lines of a head without what quotes or indents them, its blank line included when there is
    /// one. A head that is followed by another without a blank line between, by the end of a fenced
    /// block, or by the end of the input, ends there.
    fn head_lines(&self, first: Line, source: &mut dyn Lines) -> Result<Vec<Line>, InputError> {
        let place = first.place;
        let limit = self.limits.item_bytes;
        let mut size = first.bytes.len();
        let quoted = first.content().len() - head::unquoted(first.content()).len();
        let prefix = Prefix::before(first.content(), quoted);
        let mut lines = vec![bare(&prefix, first)];
        while let Some(line) = source.line(limit)? {
            let content = prefix.strip(line.content());
            if head::is_request_line(content) || head::status(content).is_some() {
                source.give_back(line);
                break;
            }
            if FENCES.iter().any(|fence| content.starts_with(fence)) {
                break;
            }
            size += line.bytes.len();
            let line = bare(&prefix, line);
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
}

/// A line without its prefix.
fn bare(prefix: &Prefix, mut line: Line) -> Line {
    let content = line.content().len();
    let taken = content - prefix.strip(line.content()).len();
    line.bytes.drain(..taken);
    line
}

/// The byte order mark that some editors put before a text.
const BOM: &[u8] = b"\xEF\xBB\xBF";
/// What ends a fenced block in Markdown.
const FENCES: [&[u8]; 2] = [b"```", b"~~~"];
