//! The only files that the harness opens: those named on the command line.

#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where files come in and go out"
)]

use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;

use super::echo::echoed;
use super::encoding::Encoding;
use crate::words::Wire;

/// A whole file, or standard input for `-`.
///
/// # Errors
/// When it cannot be read; the message names it.
pub(crate) fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("standard input cannot be read")?;
        return Ok(bytes);
    }
    std::fs::read(path).with_context(|| format!("{} cannot be read", name(path)))
}

/// Whether a file of this name is there.
pub(crate) fn exists(path: &Path) -> bool {
    path.is_file()
}

/// A file to read in pieces, or standard input for `-`.
///
/// # Errors
/// When it cannot be opened; the message names it.
pub(crate) fn open(path: &Path) -> anyhow::Result<Box<dyn io::Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = std::fs::File::open(path).with_context(|| format!("{} cannot be opened", name(path)))?;
    Ok(Box::new(file))
}

/// A whole file as text, without a byte order mark; UTF-16 is decoded.
///
/// # Errors
/// When it cannot be read or is not UTF-8; the message names it.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    let bytes = read_bytes(path)?;
    let bytes = Encoding::of(&bytes).decoded(bytes);
    String::from_utf8(bytes).with_context(|| format!("{} is not utf-8", name(path)))
}

/// Writes a whole file.
///
/// # Errors
/// When it cannot be written; the message names it.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", name(path)))
}

/// A path as people may see it.
pub(crate) fn name(path: &Path) -> Wire {
    echoed(path)
}
