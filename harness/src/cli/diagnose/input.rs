//! The capture, opened, decoded and recognised.

use std::io::{self, BufRead, BufReader, Read as _};

use anyhow::Context as _;

use super::args::DiagnoseArgs;
use crate::cli::encoding::Encoding;
use crate::cli::{files, output};
use crate::input::{Format, InputError, recognise};

/// The input, and its format by name or by content.
///
/// A byte order mark is left out. UTF-16, which PowerShell's `>` writes, is held as a whole and decoded.
pub(super) fn open(args: &DiagnoseArgs) -> anyhow::Result<(Format, Box<dyn BufRead>)> {
    let unreadable = || format!("{} cannot be read", args.file.display());
    let mut input = BufReader::new(files::open(&args.file)?);
    let mut beginning = Vec::new();
    let read = input.by_ref().take(ENOUGH as u64).read_to_end(&mut beginning);
    read.with_context(unreadable)?;
    let encoding = Encoding::of(&beginning);
    if encoding.is_utf16() {
        input
            .by_ref()
            .take(MOST_UTF16)
            .read_to_end(&mut beginning)
            .with_context(unreadable)?;
        output::complain(format_args!(
            "whysig: {}: the input is UTF-16 and was decoded",
            args.file.display()
        ));
    }
    let rest = input.take(if encoding.is_utf16() { 0 } else { u64::MAX });
    let text = encoding.decoded(beginning);
    let looked_at = &text[..text.len().min(ENOUGH)];
    let format = match args.input {
        _ if text.is_empty() => return Err(InputError::Empty.into()),
        Some(format) => format,
        None => recognise(looked_at).ok_or_else(|| unrecognised(looked_at))?,
    };
    Ok((format, Box::new(io::Cursor::new(text).chain(rest))))
}

fn unrecognised(beginning: &[u8]) -> InputError {
    let limit = ENOUGH;
    if beginning.len() >= limit && !beginning.contains(&b'\n') {
        return InputError::LongFirstLine { limit };
    }
    InputError::Unrecognised
}

/// How much of an input is looked at to recognise its format, in bytes.
const ENOUGH: usize = 64 * 1024;
/// Most bytes of an input in UTF-16; what is beyond is not read.
const MOST_UTF16: u64 = 64 << 20;
