//! Splitting a head into its request line and field lines.
//!
//! Written by hand because the record must keep what `httparse` refuses (folded fields, a blank
//! before the colon) and what it does not report (line ends, outer blanks).

use bytes::Bytes;
use memchr::{memchr, memchr_iter, memrchr};

use super::field::{FieldLine, FieldSpans, Tags};
use super::target::TargetSpans;
use super::{FieldIndex, Flaw, Received, Response, Span, WireError};

/// See [`Received::parse`]. `lines` is about how many lines the head has. Bytes that are no head are
/// given back.
pub(super) fn parse(mut bytes: Bytes, lines: usize) -> Result<Received, (Bytes, WireError)> {
    let parts = match split(&bytes, lines) {
        Ok(parts) => parts,
        Err(error) => return Err((bytes, error)),
    };
    bytes.truncate(parts.end);
    Ok(Received {
        head: bytes,
        method: parts.method,
        target: parts.target,
        version: parts.version,
        tags: Tags::of(&parts.fields),
        fields: parts.fields,
        flaws: parts.flaws,
    })
}

/// See [`Response::parse`].
pub(super) fn parse_response(mut bytes: Bytes) -> Option<Response> {
    let mut flaws = Vec::new();
    let mut fields = Vec::new();
    let mut lines = Lines {
        bytes: &bytes,
        at: 0,
        whole_ends: 0,
    };
    let first = request_line(&mut lines, &mut flaws).ok()?;
    let status = status(first.of(&bytes))?;
    field_lines(&mut lines, &mut fields, &mut flaws).ok()?;
    let end = lines.at;
    bytes.truncate(end);
    Some(Response {
        head: bytes,
        status,
        fields,
    })
}

/// The code of a status line (RFC 9112 section 4).
fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/1.")?;
    let [minor, b' ', code @ ..] = rest else { return None };
    let (code, behind) = code.split_at_checked(3)?;
    let is_status = minor.is_ascii_digit() && code.iter().all(u8::is_ascii_digit) && matches!(behind, [] | [b' ', ..]);
    let number: u16 = std::str::from_utf8(code).ok()?.parse().ok()?;
    (is_status && number >= 100).then_some(number)
}

/// What a head is made of.
struct Parts {
    method: Span,
    target: TargetSpans,
    version: Span,
    fields: Vec<FieldSpans>,
    flaws: Vec<Flaw>,
    /// Where the head ends.
    end: usize,
}

fn split(bytes: &[u8], lines: usize) -> Result<Parts, WireError> {
    if bytes.len() > FieldSpans::MOST {
        let limit = FieldSpans::MOST;
        return Err(WireError::TooLong { limit });
    }
    let mut flaws = Vec::new();
    let mut fields = Vec::with_capacity(lines.saturating_sub(1));
    let mut lines = Lines {
        bytes,
        at: 0,
        whole_ends: 0,
    };
    let first = request_line(&mut lines, &mut flaws)?;
    let (method, target, version) = split_request_line(bytes, first, &mut flaws)?;
    field_lines(&mut lines, &mut fields, &mut flaws)?;
    // Every CR that does not stand before LF is a bare one.
    if memchr_iter(b'\r', &bytes[..lines.at]).count() != lines.whole_ends {
        flaws.push(Flaw::BareCr);
    }
    let target = TargetSpans::split(bytes, target);
    if let Some(span) = target.fragment {
        flaws.push(Flaw::FragmentInTarget(span));
    }
    Ok(Parts {
        method,
        target,
        version,
        fields,
        flaws,
        end: lines.at,
    })
}

/// Goes on looking for the blank line that closes a head, line by line, so that the answer does not
/// hang on how the bytes were split on their way.
pub(super) fn head_end(bytes: &[u8], mut scan: HeadScan, most_fields: usize) -> HeadEnd {
    while let Some(length) = memchr(b'\n', &bytes[scan.seen..]) {
        let end = scan.seen + length;
        let line = &bytes[scan.line_start..end];
        let blank = matches!(line, b"" | b"\r");
        if blank && scan.lines > 0 {
            return HeadEnd::At {
                end: end + 1,
                lines: scan.lines,
            };
        }
        scan.lines += usize::from(!blank);
        scan.line_start = end + 1;
        scan.seen = end + 1;
        if scan.lines > most_fields + 1 {
            return HeadEnd::TooManyFields(end + 1);
        }
    }
    scan.seen = bytes.len();
    HeadEnd::Unfinished(scan)
}

/// Whether bytes without the end of a head can begin none: no method begins so, or the first line is whole
/// and is no request line.
pub(super) fn cannot_begin(bytes: &[u8]) -> bool {
    let lead = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let Some(first) = bytes.get(lead) else {
        return false;
    };
    let end = memchr(b'\n', &bytes[lead..]).map(|length| lead + length);
    let is_none = |end| split_request_line(bytes, Span::new(lead, end), &mut Vec::new()).is_err();
    !is_token(*first) || end.is_some_and(is_none)
}

/// Where a head ends.
pub(super) enum HeadEnd {
    /// Before an offset, and after so many lines that are not blank.
    At { end: usize, lines: usize },
    /// It has one field line too many, which ends before this offset. Lines of a folded field count.
    TooManyFields(usize),
    /// Not yet.
    Unfinished(HeadScan),
}

/// How far a growing buffer was searched for the end of a head.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct HeadScan {
    line_start: usize,
    /// Up to here there is no line end that was not looked at.
    seen: usize,
    /// Lines that are not blank: the request line and the field lines so far.
    lines: usize,
}

struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Lines so far that end in CR LF.
    whole_ends: usize,
}

/// A line: the content without its end, and the whole with it.
#[derive(Clone, Copy)]
struct Line {
    content: Span,
    whole: Span,
    bare_lf: bool,
}

impl Lines<'_> {
    fn next(&mut self) -> Option<Line> {
        let rest = &self.bytes[self.at..];
        let length = memchr(b'\n', rest)?;
        let start = self.at;
        self.at += length + 1;
        let bare_lf = !rest[..length].ends_with(b"\r");
        self.whole_ends += usize::from(!bare_lf);
        Some(Line {
            content: Span::new(start, start + length - usize::from(!bare_lf)),
            whole: Span::new(start, self.at),
            bare_lf,
        })
    }

    fn peek_byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// The request line, or a status line, after blank lines that RFC 9112 section 2.2 asks servers to skip.
fn request_line(lines: &mut Lines<'_>, flaws: &mut Vec<Flaw>) -> Result<Span, WireError> {
    loop {
        let line = lines.next().ok_or_else(|| cut_off(lines.bytes))?;
        note_line_end(line, flaws);
        if !line.content.is_empty() {
            return Ok(line.content);
        }
        note(flaws, Flaw::LeadingBlankLines);
    }
}

fn split_request_line(bytes: &[u8], line: Span, flaws: &mut Vec<Flaw>) -> Result<(Span, Span, Span), WireError> {
    let text = line.of(bytes);
    let error = || WireError::RequestLine { offset: line.start };
    let first = memchr(b' ', text).ok_or_else(error)?;
    let last = memrchr(b' ', text).ok_or_else(error)?;
    if first == 0 || last <= first {
        return Err(error());
    }
    let method = Span::new(line.start, line.start + first);
    let target = Span::new(line.start + first + 1, line.start + last);
    let version = Span::new(line.start + last + 1, line.end);
    if target.of(bytes).iter().any(|byte| matches!(byte, b' ' | b'\t')) {
        flaws.push(Flaw::BlankInTarget);
    }
    if !matches!(version.of(bytes), b"HTTP/1.1" | b"HTTP/1.0") {
        flaws.push(Flaw::UnknownVersion);
    }
    Ok((method, target, version))
}

fn field_lines(lines: &mut Lines<'_>, fields: &mut Vec<FieldSpans>, flaws: &mut Vec<Flaw>) -> Result<(), WireError> {
    loop {
        let line = lines.next().ok_or_else(|| cut_off(lines.bytes))?;
        note_line_end(line, flaws);
        if line.content.is_empty() {
            return Ok(());
        }
        let index = FieldIndex(fields.len());
        let mut field = FieldLine {
            whole: line.whole,
            content: line.content,
            folded: false,
        };
        while matches!(lines.peek_byte(), Some(b' ' | b'\t')) {
            let more = lines.next().ok_or_else(|| cut_off(lines.bytes))?;
            note_line_end(more, flaws);
            note(flaws, Flaw::FoldedField(index));
            field.whole.end = more.whole.end;
            field.content.end = more.content.end;
            field.folded = true;
        }
        fields.push(split_field(lines.bytes, field, index, flaws));
    }
}

fn split_field(bytes: &[u8], line: FieldLine, index: FieldIndex, flaws: &mut Vec<Flaw>) -> FieldSpans {
    let content = line.content;
    let text = content.of(bytes);
    // As nearly all fields are: a token, and the colon right behind it.
    let name = text.iter().position(|&byte| !is_token(byte)).unwrap_or(0);
    if name > 0 && text[name] == b':' {
        let value = trimmed(bytes, Span::new(content.start + name + 1, content.end));
        return FieldSpans::new(bytes, line, content.start + name, value);
    }
    let colon = memchr(b':', text);
    if colon.is_none() {
        flaws.push(Flaw::NoColon(index));
    }
    let colon = content.start + colon.unwrap_or(text.len());
    let untrimmed = Span::new(content.start, colon);
    let name = trimmed_end(bytes, untrimmed);
    if name.end != untrimmed.end {
        flaws.push(Flaw::BlankBeforeColon(index));
    }
    if name.is_empty() || !name.of(bytes).iter().all(|&byte| is_token(byte)) {
        flaws.push(Flaw::BadFieldName(index));
    }
    let value = trimmed(bytes, Span::new((colon + 1).min(content.end), content.end));
    FieldSpans::new(bytes, line, name.end, value)
}

/// RFC 9110 section 5.6.2.
fn is_token(byte: u8) -> bool {
    TOKEN[usize::from(byte)]
}

/// Outer blanks are not part of a value (RFC 9112 section 5.1); only SP and HTAB are blanks,
/// and the line ends that folding leaves at the edges.
pub(super) fn trimmed(bytes: &[u8], span: Span) -> Span {
    let text = span.of(bytes);
    let lead = text.iter().take_while(|&&byte| is_blank(byte)).count();
    trimmed_end(bytes, Span::new(span.start + lead, span.end))
}

fn trimmed_end(bytes: &[u8], span: Span) -> Span {
    let tail = span.of(bytes).iter().rev().take_while(|&&byte| is_blank(byte)).count();
    Span::new(span.start, span.end - tail)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn note_line_end(line: Line, flaws: &mut Vec<Flaw>) {
    if line.bare_lf {
        note(flaws, Flaw::BareLf);
    }
}

fn note(flaws: &mut Vec<Flaw>, flaw: Flaw) {
    if !flaws.contains(&flaw) {
        flaws.push(flaw);
    }
}

fn cut_off(bytes: &[u8]) -> WireError {
    if bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
        WireError::Empty
    } else {
        WireError::CutOff { offset: bytes.len() }
    }
}

/// Which bytes may stand in a token.
const TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 255")]
        let letter = byte as u8;
        table[byte] = letter.is_ascii_alphanumeric();
        byte += 1;
    }
    let marks = b"!#$%&'*+-.^_`|~";
    let mut place = 0;
    while place < marks.len() {
        table[marks[place] as usize] = true;
        place += 1;
    }
    table
};
