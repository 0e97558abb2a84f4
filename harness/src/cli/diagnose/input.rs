//! The capture, opened, unpacked, decoded and recognised.

use std::io::{self, BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::Path;

use anyhow::Context as _;

use super::args::DiagnoseArgs;
use crate::cli::encoding::Encoding;
use crate::cli::{files, output};
use crate::input::{Format, InputError, Unwrapped, is_signed_url, long_method, recognise, unpacked};

/// The input, opened.
pub(super) struct Opened {
    /// Its format, by name or by content.
    pub(super) format: Format,
    /// Its text.
    pub(super) input: Box<dyn BufRead>,
    /// How it begins, for what can be said of a text that gives nothing.
    pub(super) beginning: Vec<u8>,
}

/// What came of opening it.
pub(super) enum Input {
    /// It can be read.
    Opened(Opened),
    /// Nothing in its beginning is known.
    Unrecognised { failure: InputError, beginning: Vec<u8> },
}

/// Opens the input. A signed URL in the place of a file is the input itself.
///
/// Compression and a byte order mark are taken off. UTF-16, which PowerShell's `>` writes, is held as a whole and
/// decoded. Records of container runtimes are opened.
pub(super) fn open(args: &DiagnoseArgs) -> anyhow::Result<Input> {
    if let Some(url) = args.file.to_str().filter(|text| is_signed_url(text)) {
        return recognised(args, url.as_bytes().to_vec(), Box::new(io::empty()));
    }
    waiting(&args.file);
    let unreadable = || format!("{} cannot be read", files::name(&args.file));
    let mut input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(ENOUGH, files::open(&args.file)?));
    let first = input.fill_buf().with_context(unreadable)?.to_vec();
    input = unpacked(&first, input)?;
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
            files::name(&args.file)
        ));
    }
    let rest = input.take(if encoding.is_utf16() { 0 } else { u64::MAX });
    recognised(args, encoding.decoded(beginning), Box::new(rest))
}

/// The input after its bytes are text: records opened, and the format found.
fn recognised(args: &DiagnoseArgs, text: Vec<u8>, rest: Box<dyn BufRead>) -> anyhow::Result<Input> {
    if text.is_empty() {
        return Err(InputError::Empty.into());
    }
    let mut input = Unwrapped::new(io::Cursor::new(text).chain(rest));
    let mut beginning = Vec::new();
    let read = input.by_ref().take(ENOUGH as u64).read_to_end(&mut beginning);
    read.with_context(|| format!("{} cannot be read", files::name(&args.file)))?;
    let named = args.input.map(|wanted| wanted.format(&beginning));
    let Some(format) = named.or_else(|| recognise(&beginning)) else {
        let failure = unrecognised(&beginning);
        return Ok(Input::Unrecognised { failure, beginning });
    };
    let input = Box::new(io::Cursor::new(beginning.clone()).chain(input));
    Ok(Input::Opened(Opened {
        format,
        input,
        beginning,
    }))
}

/// Says on a terminal that nothing comes by itself.
fn waiting(file: &Path) {
    if file == Path::new("-") && io::stdin().is_terminal() {
        output::complain(format_args!(
            "whysig: paste the request, the 403 answer or the log, then Ctrl-D on a line of its own"
        ));
    }
}

fn unrecognised(beginning: &[u8]) -> InputError {
    let limit = ENOUGH;
    if beginning.len() >= limit && !beginning.contains(&b'\n') {
        return InputError::LongFirstLine { limit };
    }
    match long_method(beginning) {
        Some(limit) => InputError::LongMethod { limit },
        None => InputError::Unrecognised,
    }
}

/// How much of an input is looked at to recognise its format, in bytes.
const ENOUGH: usize = 64 * 1024;
/// Most bytes of an input in UTF-16; what is beyond is not read.
const MOST_UTF16: u64 = 64 << 20;
