//! The reader of logs: one line a step, offered to the dialects in turn.

use super::block::Block;
use super::exception::{self, ServiceError, error_in};
use super::python_http::PythonHttp;
use super::{ali_oss, node, oss2, urllib3};
use crate::input::colour::uncoloured;
use crate::input::copied::printed;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::error_text::{Belongs, ErrorText};
use crate::input::loose::error_in_pieces;
use crate::input::reader::Reader;
use crate::input::server_error::find;
use crate::input::session::Session;
use crate::input::source::{Extent, Line, Lines};
use crate::input::{InputError, Limits, Place, ServerError};

/// The reader of logs and of exception texts.
#[derive(Debug)]
pub(in crate::input) struct Log {
    limits: Limits,
    block: Option<Block>,
    error: ErrorText,
    python: PythonHttp,
    service_error: ServiceError,
    dialects: Vec<Box<dyn Dialect>>,
    /// The dialect that the next line is offered to first, because it goes on there.
    open: Option<usize>,
}

impl Reader for Log {
    fn step(&mut self, source: &mut dyn Lines, to: &mut Session) -> Result<bool, InputError> {
        let Some(line) = source.line(self.limits.item_bytes)? else {
            self.end(to)?;
            return Ok(false);
        };
        self.offered(&line, to)?;
        Ok(true)
    }
}

impl Log {
    pub(in crate::input) fn new(limits: Limits) -> Self {
        Self {
            limits,
            block: None,
            error: ErrorText::default(),
            python: PythonHttp::default(),
            service_error: ServiceError::default(),
            dialects: super::dialects(),
            open: None,
        }
    }

    /// Whether something has begun that goes on in the next line.
    pub(in crate::input) fn is_open(&self) -> bool {
        self.error.is_open() || self.block.is_some() || self.open.is_some()
    }

    /// A head as it is sent stands on the next line: whether nothing that has begun goes on in it.
    pub(in crate::input) fn gives_way(&mut self, to: &mut Session) -> Result<bool, InputError> {
        if let Some(open) = self.open
            && self.dialects[open].gives_way(to)?
        {
            self.open = None;
        }
        Ok(!self.is_open())
    }

    /// Takes a line of a text that may be of a log.
    pub(in crate::input) fn offered(&mut self, line: &Line, to: &mut Session) -> Result<(), InputError> {
        if line.extent == Extent::Cut {
            let (place, limit) = (line.place, self.limits.item_bytes);
            return Err(InputError::TooLong { place, limit });
        }
        self.line(&uncoloured(line.content()), line.place, to)
    }

    /// The input ends.
    pub(in crate::input) fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        self.end_block(to)?;
        self.python.flush(to);
        self.error.finish(to);
        self.dialects.iter_mut().try_for_each(|dialect| dialect.end(to))
    }

    fn line(&mut self, text: &[u8], place: Place, to: &mut Session) -> Result<(), InputError> {
        if let Some(block) = &mut self.block {
            if block.takes(text) {
                if block.add(text) {
                    return self.end_block(to);
                }
                return self.bounded();
            }
            self.end_block(to)?;
        }
        if !self.error.is_open() && (self.each(text, place, to)? || self.older(text, place, to)?) {
            return Ok(());
        }
        self.other(text, place, to)
    }

    /// Offers a line to the dialects, first to the one in which something goes on; `true` when one took it.
    fn each(&mut self, text: &[u8], place: Place, to: &mut Session) -> Result<bool, InputError> {
        let limit = self.limits.item_bytes;
        let open = self.open.take();
        for at in open.into_iter().chain(0..self.dialects.len()) {
            match self.dialects[at].line(Offered { text, place, limit }, to)? {
                Took::Nothing => {}
                Took::Whole => return Ok(true),
                Took::Part => {
                    self.open = Some(at);
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Offers a line to the logs; `true` when one took it.
    fn older(&mut self, text: &[u8], place: Place, to: &mut Session) -> Result<bool, InputError> {
        if self.python.line(text, place, self.limits.item_bytes, to)? {
            return Ok(true);
        }
        if node::begins_block(text) {
            self.block = Some(Block::Object(place, text.to_vec()));
            return Ok(true);
        }
        if node::is_line(text) {
            node::block(text, place, to)?;
            return Ok(true);
        }
        match oss2::line(text, place, to) {
            oss2::Line::Taken => return Ok(true),
            oss2::Line::Remark => {
                to.skipped.remark();
                return Ok(true);
            }
            oss2::Line::StringBegins(string, lines) => {
                self.block = Some(Block::String(string, lines));
                return Ok(true);
            }
            oss2::Line::Foreign => {}
        }
        match ali_oss::line(text, place, to) {
            ali_oss::Line::Taken => return Ok(true),
            ali_oss::Line::Remark => {
                to.skipped.remark();
                return Ok(true);
            }
            ali_oss::Line::StringBegins(string) => {
                self.block = Some(Block::String(string, None));
                return Ok(true);
            }
            ali_oss::Line::Foreign => {}
        }
        Ok(urllib3::line(text, place, to))
    }

    /// A line of no log: of an error body, of an exception, or of nothing.
    fn other(&mut self, text: &[u8], place: Place, to: &mut Session) -> Result<(), InputError> {
        if !self.error.is_open() {
            match self.service_error.line(text) {
                exception::Fed::Nothing => {}
                exception::Fed::Part => {
                    to.skipped.remark();
                    return Ok(());
                }
                exception::Fed::Whole(error) => {
                    to.server_error(*error, place);
                    return Ok(());
                }
            }
            if let Some(error) = error_in(text).or_else(|| signed_in_pieces(text)) {
                to.server_error(error, place);
                return Ok(());
            }
        }
        let line = Line {
            place,
            bytes: [text, b"\n"].concat(),
            extent: Extent::Whole,
        };
        if self.error.line(&line, self.limits.item_bytes, to)? == Belongs::No && !text.is_empty() {
            to.skipped.note_unknown(place, text);
        }
        Ok(())
    }

    fn end_block(&mut self, to: &mut Session) -> Result<(), InputError> {
        match self.block.take() {
            None => Ok(()),
            Some(Block::String(string, _)) => {
                to.client_string(string);
                Ok(())
            }
            Some(Block::Object(place, text)) if node::is_line(&text) => node::block(&text, place, to),
            Some(Block::Object(place, text)) if printed::take(&text, place, to) == Took::Whole => Ok(()),
            Some(Block::Object(place, text)) => {
                match error_in(&text) {
                    Some(error) => to.server_error(error, place),
                    None => to.skipped.note_unknown(place, &text),
                }
                Ok(())
            }
        }
    }

    fn bounded(&mut self) -> Result<(), InputError> {
        let limit = self.limits.item_bytes;
        match self.block.as_ref().map(Block::extent) {
            Some((place, size)) if size > limit => {
                self.block = None;
                Err(InputError::TooLong { place, limit })
            }
            _ => Ok(()),
        }
    }
}

/// The error whose elements a line names one by one, where it has a string to sign.
fn signed_in_pieces(text: &[u8]) -> Option<ServerError> {
    find(text, b"SignatureProvided")?;
    error_in_pieces(text).filter(|error| error.string_to_sign.is_some())
}
