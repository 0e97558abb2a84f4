//! Standard output: colours only on a terminal, and a closed pipe is no error.

use std::io::{self, Write as _};

use anstream::ColorChoice;

use crate::report::Paint;

/// Whether standard output takes colours: a terminal, and neither `NO_COLOR` nor a dumb one.
pub(crate) fn paint() -> Paint {
    match anstream::AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => Paint::Plain,
        ColorChoice::Auto | ColorChoice::Always | ColorChoice::AlwaysAnsi => Paint::Colour,
    }
}

/// Writes text to standard output. A reader that has gone away (`| head`) ends the writing quietly.
///
/// # Errors
/// When it cannot be written for another reason.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
