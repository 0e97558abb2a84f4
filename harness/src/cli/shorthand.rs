//! `whysig FILE` and `whysig URL`.

use std::ffi::OsString;
use std::path::Path;
use std::process;

use clap::Parser;

use super::echo::echoed;
use super::{files, output};
use crate::exit_code::ExitCode;
use crate::input::is_signed_url;
use crate::words::visible;

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

/// The command line, read; or the code of the process, which has said why there is nothing to do.
pub(super) fn parsed<Cli: Parser>(arguments: Vec<OsString>) -> Result<Cli, process::ExitCode> {
    let arguments = as_diagnose::<Cli>(arguments);
    let error = match Cli::try_parse_from(&arguments) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    if !error.use_stderr() {
        // Help and version repeat nothing of the arguments.
        error.exit();
    }
    // What the error repeats of the arguments is to be what may be shown of them.
    let shown = arguments.iter().map(|argument| echoed(argument).to_string());
    let error = Cli::try_parse_from(shown).err().unwrap_or(error);
    output::complain(visible(error.render().to_string().trim_end()));
    Err(ExitCode::Usage.into())
}
