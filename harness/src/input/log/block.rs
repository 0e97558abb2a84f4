//! Several lines that make one thing.

use crate::input::session::ClientString;
use crate::input::{Place, server_error::find};

/// What is being collected, line by line.
#[derive(Debug)]
pub(super) enum Block {
    /// A printed object, up to a line `}`.
    Object(Place, Vec<u8>),
    /// A client's string to sign: so many lines more, or up to the next line of a log.
    String(ClientString, Option<usize>),
}

impl Block {
    /// Whether `line` is part of the block.
    pub(super) fn takes(&self, line: &[u8]) -> bool {
        match self {
            Self::Object(..) => true,
            Self::String(_, Some(left)) => *left > 0,
            Self::String(_, None) => !is_log_line(line),
        }
    }

    /// Adds a line; `true` when it was the last.
    pub(super) fn add(&mut self, line: &[u8]) -> bool {
        match self {
            Self::Object(_, text) => {
                text.push(b'\n');
                text.extend_from_slice(line);
                line == b"}"
            }
            Self::String(string, left) => {
                string.bytes.push(b'\n');
                string.bytes.extend_from_slice(line);
                *left = left.map(|left| left.saturating_sub(1));
                *left == Some(0)
            }
        }
    }

    /// Where it begins, and its size.
    pub(super) fn extent(&self) -> (Place, usize) {
        match self {
            Self::Object(place, text) => (*place, text.len()),
            Self::String(string, _) => (string.place, string.bytes.len()),
        }
    }
}

/// Whether a line begins with what loggers put first.
fn is_log_line(line: &[u8]) -> bool {
    let dated = line.get(..11).is_some_and(|date| {
        date.iter().zip(b"0000-00-00 ").all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b' ' => b" T".contains(byte),
            _ => byte == shape,
        })
    });
    let levels = [&b"DEBUG:"[..], b"INFO:", b"WARNING:", b"ERROR:"];
    dated
        || levels.iter().any(|level| line.starts_with(level))
        || find(line, b"ali-oss ").is_some()
        || find(line, b"oss2.").is_some()
}
