//! `whysig FILE` and `whysig URL`.

use std::ffi::OsString;
use std::path::Path;

use clap::Parser;

use super::files;
use crate::input::is_signed_url;

/// A file or a signed URL in the place of a command is diagnosed.
fn as_diagnose<Cli: Parser>(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let names_input = |text: &OsString| {
        let known = text
            .to_str()
            .is_some_and(|text| Cli::command().find_subcommand(text).is_some());
        !known && (text.to_str().is_some_and(is_signed_url) || files::exists(Path::new(text)))
    };
    if arguments.get(1).is_some_and(names_input) {
        arguments.insert(1, OsString::from("diagnose"));
    }
    arguments
}

/// The command line, read. One that is wrong ends the process with its message.
pub(super) fn parsed<Cli: Parser>(arguments: Vec<OsString>) -> Cli {
    Cli::try_parse_from(as_diagnose::<Cli>(arguments)).unwrap_or_else(|error| error.exit())
}
