//! One block of a trace: a direction, a size, and the bytes of its dump.

use super::unprefixed;
use crate::input::Place;

/// How a trace shows bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Dump {
    /// `0000: 50 55 54 20 .. PUT ..`: every byte.
    Hex,
    /// `0000: PUT /..`: text, CRLF as a new row, other bytes as `.`.
    Ascii,
}

/// What a block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    SentHead,
    SentData,
    ReceivedHead,
    ReceivedData,
    Other,
}

/// A block while its rows come in.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) place: Place,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    /// The size that the block's first line tells.
    pub(super) size: usize,
    /// How many of its bytes were shown so far, kept or not.
    shown: usize,
    /// Whether a row was missing.
    pub(super) gaps: Gaps,
}

/// Whether all rows of a block are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    None,
    Some,
}

/// What a line is to a trace.
pub(super) enum Opening {
    Block(Kind, usize),
    Info,
    None,
}

/// Reads `=> Send header, 255 bytes (0xff)` or `== Info: ..`.
pub(super) fn opening(line: &[u8]) -> Opening {
    let line = unprefixed(line);
    if line.starts_with(b"== Info: ") {
        return Opening::Info;
    }
    let kinds: [(&[u8], Kind); 6] = [
        (b"=> Send header, ", Kind::SentHead),
        (b"=> Send data, ", Kind::SentData),
        (b"<= Recv header, ", Kind::ReceivedHead),
        (b"<= Recv data, ", Kind::ReceivedData),
        (b"=> Send SSL data, ", Kind::Other),
        (b"<= Recv SSL data, ", Kind::Other),
    ];
    let found = kinds
        .iter()
        .find_map(|(start, kind)| Some((line.strip_prefix(*start)?, *kind)));
    let Some((rest, kind)) = found else {
        return Opening::None;
    };
    let digits = rest.split(|&byte| byte == b' ').next().unwrap_or_default();
    match std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()) {
        Some(size) if rest[digits.len()..].starts_with(b" bytes (0x") => Opening::Block(kind, size),
        _ => Opening::None,
    }
}

impl Block {
    pub(super) fn new(place: Place, kind: Kind, size: usize) -> Self {
        Self {
            place,
            kind,
            bytes: Vec::new(),
            size,
            shown: 0,
            gaps: Gaps::None,
        }
    }

    /// Takes a row of the dump, keeping at most `limit` bytes. `false` when the line is none.
    pub(super) fn row(&mut self, line: &[u8], dump: Dump, limit: usize) -> bool {
        let Some((offset, text)) = split_row(line) else {
            return false;
        };
        if self.shown >= self.size || offset > self.size || offset < self.shown {
            return false;
        }
        let left = self.size - offset;
        let bytes = match dump {
            Dump::Hex => hex_row(text, left),
            Dump::Ascii => Some(text[..text.len().min(left)].to_vec()),
        };
        let Some(bytes) = bytes else {
            return false;
        };
        let gap = self.gap(offset, dump);
        self.shown = offset + bytes.len();
        let room = limit.saturating_sub(self.bytes.len());
        self.bytes.extend([gap, bytes].concat().into_iter().take(room));
        true
    }

    /// Ends the block: in a text dump the line end after the last row is not shown.
    pub(super) fn finish(&mut self, dump: Dump) {
        let gap = self.gap(self.size, dump);
        self.bytes.extend_from_slice(&gap);
        self.shown = self.size;
    }

    /// What stands between the bytes shown and the row at `offset`.
    fn gap(&mut self, offset: usize, dump: Dump) -> Vec<u8> {
        match offset.saturating_sub(self.shown) {
            0 => Vec::new(),
            2 if dump == Dump::Ascii => b"\r\n".to_vec(),
            _ => {
                self.gaps = Gaps::Some;
                Vec::new()
            }
        }
    }
}

/// The offset and the rest of `0040: ..`; the blank after the colon may be lost on an empty row.
fn split_row(line: &[u8]) -> Option<(usize, &[u8])> {
    let colon = line.iter().take(17).position(|&byte| byte == b':')?;
    let digits = std::str::from_utf8(&line[..colon])
        .ok()
        .filter(|digits| digits.len() >= 4)?;
    let offset = usize::from_str_radix(digits, 16).ok()?;
    let rest = &line[colon + 1..];
    match rest.strip_prefix(b" ") {
        Some(rest) => Some((offset, rest)),
        None => rest.is_empty().then_some((offset, rest)),
    }
}

/// Up to 16 groups of two hex digits and a blank; `left` says how many the last row has.
fn hex_row(text: &[u8], left: usize) -> Option<Vec<u8>> {
    let count = left.min(16);
    let groups = text.chunks(3).take(count).map(|group| {
        let digits = std::str::from_utf8(group.get(..2)?).ok()?;
        let separated = group.get(2).is_none_or(|&byte| byte == b' ');
        separated.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
    });
    let bytes: Option<Vec<u8>> = groups.collect();
    bytes.filter(|bytes| bytes.len() == count)
}
