//! What stands around a text before it can be read: compression, archives of other tools, and the records of
//! container runtimes and log collectors.

mod kind;
mod records;
mod unwrapped;

use std::io::{BufRead, BufReader, Read as _};

use flate2::read::MultiGzDecoder;

use super::InputError;
use kind::Kind;
pub use unwrapped::Unwrapped;

/// The input without its compression. What is no text and is not opened here is named, with what to do.
///
/// # Errors
/// [`InputError::Packed`] then.
pub fn unpacked<'a>(beginning: &[u8], input: Box<dyn BufRead + 'a>) -> Result<Box<dyn BufRead + 'a>, InputError> {
    match Kind::of(beginning) {
        None => Ok(input),
        Some(Kind::Gzip) => Ok(Box::new(BufReader::new(MultiGzDecoder::new(input).take(MOST)))),
        Some(kind) => Err(InputError::Packed {
            what: kind.words(),
            advice: kind.advice(),
        }),
    }
}

/// Most bytes that come out of a compressed input.
const MOST: u64 = 4 << 30;
