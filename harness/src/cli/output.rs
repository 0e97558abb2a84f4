//! Standard output and standard error, and an end to all waiting.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::Context as _;

/// Writes text to standard output, all of it.
///
/// # Errors
/// When it cannot be written: the disk is full, or the reader has gone away.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    written.context("standard output cannot be written")
}

/// Writes a line to standard error. Where that is impossible too, nobody is left to be told: `eprintln!`
/// would panic.
pub(crate) fn complain(line: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The same, for at most this long: standard error may be a pipe that nobody reads.
pub(crate) fn complain_within(time: Duration, line: String) {
    let (alive, done) = mpsc::channel::<()>();
    thread::spawn(move || {
        complain(line);
        drop(alive);
    });
    let _ = done.recv_timeout(time);
}
