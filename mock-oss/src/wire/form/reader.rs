//! From body bytes to a form, in pieces of any size.

use std::mem;

use bytes::Bytes;

use super::part::{Order, PartSpans};
use super::{Form, FormError};
use crate::wire::Span;

/// Takes the beginning of a body until the part named `until` (the file) begins or the form ends.
#[derive(Debug)]
pub struct FormReader {
    /// `\r\n--boundary`; the line end before a boundary belongs to it (RFC 2046 section 5.1.1).
    delimiter: Vec<u8>,
    until: &'static str,
    limit: usize,
    bytes: Vec<u8>,
    parts: Vec<PartSpans>,
    place: Place,
    /// How many bytes were searched for the end of the present place, in vain.
    seen: usize,
}

/// What the bytes so far amount to.
#[derive(Debug)]
pub enum Progress {
    /// The form goes on.
    More,
    /// All fields before the file are here.
    Fields {
        /// The form.
        form: Form,
        /// The bytes that came after it: the beginning of the file, or what follows the closing
        /// delimiter when there is no file.
        rest: Bytes,
    },
}

/// Where the reading stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Before the first delimiter.
    Start,
    /// Behind a boundary, at this offset.
    Delimiter(usize),
    /// In a part's head, which begins at this offset.
    Head(usize),
    /// In the content of a field.
    Value(PartSpans),
    /// In the file, whose content begins at this offset.
    File(usize, PartSpans),
    /// Behind the closing delimiter.
    End(usize),
}

impl FormReader {
    /// A reader at the beginning of a body. `until` is the name of the file's part, whatever its case;
    /// `limit` bounds the bytes before the file.
    #[must_use]
    pub fn new(boundary: &[u8], until: &'static str, limit: usize) -> Self {
        Self {
            delimiter: [b"\r\n--", boundary].concat(),
            until,
            limit,
            bytes: Vec::new(),
            parts: Vec::new(),
            place: Place::Start,
            seen: 0,
        }
    }

    /// Takes the next bytes of the body.
    ///
    /// # Errors
    /// [`FormError`] when they are no form, or too many before the file. The reader is of no use then.
    pub fn push(&mut self, input: &[u8]) -> Result<Progress, FormError> {
        self.bytes.extend_from_slice(input);
        loop {
            match self.place {
                Place::File(end, file) => return self.done(end, Some(file)),
                Place::End(end) => return self.done(end, None),
                Place::Start | Place::Delimiter(_) | Place::Head(_) | Place::Value(_) => {}
            }
            let Some(next) = self.next_place()? else {
                self.seen = self.bytes.len();
                return self.within_limit(self.seen).map(|()| Progress::More);
            };
            self.place = next;
            self.seen = 0;
        }
    }

    /// What it means that the body ends before [`Progress::Fields`].
    #[must_use]
    pub fn cut_off(&self) -> FormError {
        let offset = self.bytes.len();
        FormError::CutOff { offset }
    }

    /// The place after this one; `None` when its end has not arrived.
    fn next_place(&mut self) -> Result<Option<Place>, FormError> {
        match self.place {
            Place::Start => Ok(self.after_opening().map(Place::Delimiter)),
            Place::Delimiter(at) => self.after_boundary(at),
            Place::Head(start) => self.after_head(start),
            Place::Value(part) => Ok(self.after_value(part).map(Place::Delimiter)),
            Place::File(..) | Place::End(_) => Ok(None),
        }
    }

    /// Behind the first boundary, which may stand at the very beginning.
    fn after_opening(&self) -> Option<usize> {
        let opening = &self.delimiter[2..];
        if self.bytes.starts_with(opening) {
            return Some(opening.len());
        }
        Some(self.find(&self.delimiter, 0)? + self.delimiter.len())
    }

    /// `--` closes the form; else blanks may follow, then the line ends.
    fn after_boundary(&self, at: usize) -> Result<Option<Place>, FormError> {
        let rest = &self.bytes[at..];
        let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match &rest[padding..] {
            [b'-', b'-', ..] if padding == 0 => Ok(Some(Place::End(at + 2))),
            [b'\r', b'\n', ..] => Ok(Some(Place::Head(at + padding + 2))),
            [] | [b'\r'] => Ok(None),
            [b'-'] if padding == 0 => Ok(None),
            _ => Err(FormError::Delimiter { offset: at }),
        }
    }

    fn after_head(&self, start: usize) -> Result<Option<Place>, FormError> {
        let Some(end) = self.find(b"\r\n\r\n", start) else {
            return Ok(None);
        };
        let part = PartSpans::of(&self.bytes, Span::new(start, end))?;
        let content = end + 4;
        let is_file = part.name.of(&self.bytes).eq_ignore_ascii_case(self.until.as_bytes());
        if is_file && part.order == Order::DispositionLater {
            return Err(FormError::DispositionNotFirst { offset: start });
        }
        let value = Span::new(content, content);
        let part = PartSpans { value, ..part };
        Ok(Some(if is_file {
            Place::File(content, part)
        } else {
            Place::Value(part)
        }))
    }

    fn after_value(&mut self, mut part: PartSpans) -> Option<usize> {
        let end = self.find(&self.delimiter, part.value.start)?;
        part.value.end = end;
        self.parts.push(part);
        Some(end + self.delimiter.len())
    }

    /// Where `needle` stands at or after `from`, leaving out what was searched before.
    fn find(&self, needle: &[u8], from: usize) -> Option<usize> {
        let from = from.max(self.seen.saturating_sub(needle.len()));
        let found = self
            .bytes
            .get(from..)?
            .windows(needle.len())
            .position(|window| window == needle)?;
        Some(from + found)
    }

    fn done(&mut self, end: usize, file: Option<PartSpans>) -> Result<Progress, FormError> {
        self.within_limit(end)?;
        let bytes = Bytes::from(mem::take(&mut self.bytes));
        let form = Form {
            bytes: bytes.slice(..end),
            parts: mem::take(&mut self.parts),
            file,
        };
        let rest = bytes.slice(end..);
        Ok(Progress::Fields { form, rest })
    }

    fn within_limit(&self, bytes: usize) -> Result<(), FormError> {
        if bytes > self.limit {
            return Err(FormError::TooLong { limit: self.limit });
        }
        Ok(())
    }
}
