//! `curl -v`.

use super::exchange::Exchange;
use super::{meter, unprefixed};
use crate::diagnosis::Loss;
use crate::input::error_text::{Belongs, ErrorText};
use crate::input::reader::Reader;
use crate::input::session::Session;
use crate::input::source::{Line, Lines};
use crate::input::{InputError, Limits};

/// The reader of `curl -v`. Each step takes one line.
#[derive(Debug)]
pub(in crate::input) struct Verbose {
    limits: Limits,
    exchange: Exchange,
    error: ErrorText,
    blanks: Blanks,
}

/// Whether blanks at line ends are still there: `> ` with nothing after it ends a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanks {
    Kept,
    Lost,
}

/// What a line is, by its mark.
enum Mark {
    Sent(usize),
    Received(usize),
    Remark,
    Text,
}

impl Reader for Verbose {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let Some(line) = source.line(self.limits.item_bytes)? else {
            self.exchange.flush(self.losses(), to);
            self.error.finish(to);
            return Ok(false);
        };
        let content = meter::after_meter(line.content());
        let offset = line.content().len() - content.len();
        match mark(content) {
            Mark::Sent(at) => {
                if content[at..].is_empty() && !content.ends_with(b" ") {
                    self.blanks = Blanks::Lost;
                }
                self.exchange.sent(rest(line, offset + at), self.losses(), to);
            }
            Mark::Received(at) => self.exchange.received(rest(line, offset + at), to),
            Mark::Remark => to.skipped.remark(),
            Mark::Text if content.is_empty() || meter::is_heading(content) => to.skipped.remark(),
            Mark::Text => self.text(&line, to)?,
        }
        self.exchange.bounded(self.limits.item_bytes)?;
        Ok(true)
    }
}

impl Verbose {
    pub(in crate::input) fn new(limits: Limits) -> Self {
        Self {
            limits,
            exchange: Exchange::default(),
            error: ErrorText::default(),
            blanks: Blanks::Kept,
        }
    }

    fn losses(&self) -> &'static [Loss] {
        match self.blanks {
            Blanks::Kept => &[],
            Blanks::Lost => &[Loss::Blanks],
        }
    }

    /// A line without a mark: a piece of an answer's body, printed in between.
    fn text(&mut self, line: &Line, to: &mut Session) -> Result<(), InputError> {
        if self.error.line(line, self.limits.item_bytes, to)? == Belongs::Yes {
            return Ok(());
        }
        if to.newest().is_some_and(|captured| captured.response.is_some()) {
            to.skipped.remark();
        } else {
            to.skipped.note_unknown(line.place, line.content());
        }
        Ok(())
    }
}

/// The mark of a line, and where the text after it begins. Marks may be indented, as in a quotation.
fn mark(content: &[u8]) -> Mark {
    let bare = unprefixed(content);
    let indent = bare.iter().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count();
    let marked = &bare[indent..];
    let start = content.len() - marked.len();
    match (marked.first(), marked.get(1)) {
        (Some(b'>'), None | Some(b' ')) => Mark::Sent((start + 2).min(content.len())),
        (Some(b'<'), None | Some(b' ')) => Mark::Received((start + 2).min(content.len())),
        (Some(b'*'), None | Some(b' ')) => Mark::Remark,
        (Some(b'{' | b'}'), Some(b' ')) if marked.ends_with(b"bytes data]") => Mark::Remark,
        _ => Mark::Text,
    }
}

fn rest(mut line: Line, from: usize) -> Line {
    line.bytes.drain(..from);
    line
}
