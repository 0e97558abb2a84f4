//! The body that follows a raw head, or the head that stands in its place.

use mock_oss::wire::Framing;

use crate::input::captured::{Captured, CapturedBody};
use crate::input::source::{Line, Lines};
use crate::input::{InputError, head};

/// The body that follows a head. When another head stands in its place, there is none: many
/// captures keep heads only.
pub(super) fn body(source: &mut dyn Lines, framing: Framing, ends: Ends) -> Result<CapturedBody, InputError> {
    let mut body = CapturedBody::default();
    match framing {
        Framing::None => {}
        Framing::Length(length) => sized(source, length, ends, &mut body)?,
        Framing::Chunked => while chunk(source, &mut body)? {},
    }
    Ok(body)
}

/// The line ends of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// As they are sent.
    Wire,
    /// Those of a text tool: what follows was pasted too.
    Text,
}

/// A body of a told length. Bytes that hold the beginning of a head are a body only where they end
/// before another head or at the end of the input, as those of a real body do; what people paste has
/// heads one after the other, with lengths and without bodies.
fn sized(source: &mut dyn Lines, length: u64, ends: Ends, body: &mut CapturedBody) -> Result<(), InputError> {
    let mut held: Vec<Line> = Vec::new();
    let mut size = 0;
    let mut head_at = None;
    while size < length.min(WINDOW) {
        let Some(piece) = source.piece(PIECE)? else { break };
        let begins = held.last().is_none_or(|last| last.bytes.ends_with(b"\n"));
        if head_at.is_none() && begins && begins_head(piece.content()) {
            head_at = Some(held.len());
        }
        size += piece.bytes.len() as u64;
        held.push(piece);
    }
    match head_at {
        Some(at)
            if ends == Ends::Text || blank_before(&held[..at]) || !is_within(source, &held, at, (size, length))? =>
        {
            let given_back = held.split_off(at);
            given_back.into_iter().rev().for_each(|line| source.give_back(line));
            let shown: Vec<u8> = held.into_iter().flat_map(|line| line.bytes).collect();
            body.push(shown.trim_ascii());
            body.length = None;
        }
        _ => {
            held.into_iter().rev().for_each(|line| source.give_back(line));
            source.take(length, &mut |bytes| body.push(bytes))?;
        }
    }
    Ok(())
}

/// Whether blank lines alone stand before a head: nobody sends those as a body's beginning.
fn blank_before(held: &[Line]) -> bool {
    !held.is_empty() && held.iter().all(Line::is_blank)
}

/// Whether the head `at` a line of what is held is a part of the body. It is where a whole body of `length` is held, and
/// after that a head or nothing; of a body that goes on beyond what is held, where other bytes of it come first.
fn is_within(source: &mut dyn Lines, held: &[Line], at: usize, (size, length): (u64, u64)) -> Result<bool, InputError> {
    let over = size.checked_sub(length).and_then(|over| usize::try_from(over).ok());
    let Some(over) = over else {
        return Ok(at > 0 && size >= WINDOW);
    };
    let last = held.last().map_or(&[][..], |line| line.bytes.as_slice());
    if over > 0 {
        let rest = &last[last.len() - over.min(last.len())..];
        return Ok(begins_head(rest.trim_ascii_end()));
    }
    let Some(next) = source.piece(PIECE)? else {
        return Ok(true);
    };
    let well = begins_head(next.content());
    source.give_back(next);
    Ok(well)
}

/// Whether a line begins a request or an answer, a quotation's marks before it or not.
fn begins_head(line: &[u8]) -> bool {
    let bare = head::unquoted(line);
    head::is_request_line(bare) || head::status(bare).is_some()
}

/// One chunk (RFC 9112 section 7.1); `false` after the last one, or where there is none.
fn chunk(source: &mut dyn Lines, body: &mut CapturedBody) -> Result<bool, InputError> {
    let Some(line) = source.piece(PIECE)? else {
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
    source.take(size, &mut |bytes| body.push(bytes))?;
    let Some(end) = source.piece(PIECE)? else {
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
    pub(in crate::input) fn body_from_head(&mut self) {
        if let (None, Framing::Length(length)) = (self.body.length, self.framing()) {
            self.body.length = Some(length);
        }
    }
}

/// How much of a body is looked at for heads.
const WINDOW: u64 = 64 * 1024;
/// How much is read at once.
const PIECE: usize = 8 * 1024;
