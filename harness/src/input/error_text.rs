//! Finds error bodies in text that comes in pieces.

use super::prefix::Prefix;
use super::server_error::{find, unescaped};
use super::session::Session;
use super::source::{Extent, Line};
use super::{InputError, Place, ServerError};

/// Collects the text from `<Error>` to `</Error>`, up to a bound.
#[derive(Debug, Default)]
pub(super) struct ErrorText {
    begun: Option<(Place, Vec<u8>)>,
    /// How much of the text is known to hold no end.
    searched: usize,
    /// What stands before each of its lines.
    prefix: Prefix,
    marks: Marks,
}

/// How the body's brackets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Marks {
    #[default]
    Plain,
    /// `&lt;Error&gt;`: the text was escaped for a page.
    Escaped,
}

/// What a piece of text did.
#[derive(Debug)]
pub(super) enum Fed {
    /// It is no part of an error body.
    Nothing,
    /// It is part of one.
    Part,
    /// It ended one.
    Whole(Box<ServerError>, Place),
    /// It went over the bound; what was collected is dropped.
    TooLong(Place),
}

/// Whether a line is of an error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    Yes,
    No,
}

impl ErrorText {
    /// Whether an error body has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.begun.is_some()
    }

    /// Takes the next piece. A body must begin inside one piece (`<Error>` is not cut in two).
    pub(super) fn feed(&mut self, place: Place, piece: &[u8], limit: usize) -> Fed {
        if let Some((_, text)) = &mut self.begun {
            text.extend_from_slice(piece);
        } else if let Some((start, marks)) = start(piece) {
            self.searched = 0;
            self.marks = marks;
            let declared = [&b"<?xml"[..], b"&lt;?xml"]
                .iter()
                .find_map(|mark| find(&piece[..start], mark));
            self.prefix = Prefix::before(piece, declared.unwrap_or(start));
            self.begun = Some((place, piece[start..].to_vec()));
        } else if piece.trim_ascii().starts_with(b"<?xml") || piece.trim_ascii().starts_with(b"&lt;?xml") {
            return Fed::Part;
        }
        let Some((place, text)) = &self.begun else {
            return Fed::Nothing;
        };
        let place = *place;
        let end = match self.marks {
            Marks::Plain => END,
            Marks::Escaped => ESCAPED_END,
        };
        if find(&text[self.searched..], end).is_some() {
            let error = read(text, self.marks);
            self.begun = None;
            return error.map_or(Fed::Nothing, |error| Fed::Whole(Box::new(error), place));
        }
        self.searched = text.len().saturating_sub(ESCAPED_END.len());
        if text.len() > limit.min(LONGEST) {
            self.begun = None;
            return Fed::TooLong(place);
        }
        Fed::Part
    }

    /// Takes a line that may be of an error body, and hands the body on when it is whole.
    ///
    /// # Errors
    /// [`InputError::TooLong`] for a body over the bound, and for a line over it that is of none.
    pub(super) fn line(&mut self, line: &Line, limit: usize, to: &mut Session) -> Result<Belongs, InputError> {
        let bytes = match &self.begun {
            Some(_) => without(&self.prefix, &line.bytes),
            None => &line.bytes,
        }
        .to_vec();
        match self.feed(line.place, &bytes, limit) {
            Fed::Part => to.skipped.remark(),
            Fed::Whole(error, place) => to.server_error(*error, place),
            Fed::TooLong(place) => return Err(InputError::TooLong { place, limit }),
            Fed::Nothing if line.extent == Extent::Cut => {
                let place = line.place;
                return Err(InputError::TooLong { place, limit });
            }
            Fed::Nothing => return Ok(Belongs::No),
        }
        Ok(Belongs::Yes)
    }

    /// The input ends: an error body that was cut off still tells what it has.
    pub(super) fn finish(&mut self, to: &mut Session) {
        let Some((place, text)) = self.begun.take() else {
            return;
        };
        if let Some(error) = read(&text, self.marks) {
            to.server_error(error, place);
        }
    }
}

/// Where a body begins in a piece.
fn start(piece: &[u8]) -> Option<(usize, Marks)> {
    let plain = find(piece, b"<Error>")
        .or_else(|| find(piece, b"<Error "))
        .map(|at| (at, Marks::Plain));
    plain.or_else(|| Some((find(piece, b"&lt;Error&gt;")?, Marks::Escaped)))
}

fn read(text: &[u8], marks: Marks) -> Option<ServerError> {
    match marks {
        Marks::Plain => ServerError::from_xml(text),
        Marks::Escaped => ServerError::from_xml(&unescaped(text)),
    }
}

/// A line without its prefix, its end kept.
fn without<'a>(prefix: &Prefix, line: &'a [u8]) -> &'a [u8] {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    &line[content.len() - prefix.strip(content).len()..]
}

const END: &[u8] = b"</Error>";
const ESCAPED_END: &[u8] = b"&lt;/Error&gt;";
/// Most bytes of one error body: a string to sign stands in it four times over (text and hex), and
/// heads are bounded at 64 KiB.
const LONGEST: usize = 512 * 1024;
