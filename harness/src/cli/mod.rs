//! The command line: the only place that prints, reads the environment and opens files.

mod ca;
mod child;
mod command;
mod credentials;
mod diagnose;
mod echo;
mod encoding;
pub mod explain;
mod failure;
mod files;
mod greeting;
mod help;
mod leading;
mod look;
mod open_files;
mod output;
mod proxy;
mod run;
mod serve;
mod session;
mod shorthand;
mod signals;
mod terminal;
mod time;
mod usage;
mod watch;

use std::process;

use child::End;
use command::{Cli, run_command};

use crate::exit_code::ExitCode;

/// Runs the command line and gives the process's exit code.
#[must_use]
pub fn main() -> process::ExitCode {
    let arguments = std::env::args_os().collect::<Vec<_>>();
    echo::learn_arguments(&arguments);
    let cli: Cli = match shorthand::parsed(arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    cli.look.set();
    // A panic has printed its message already; what is left is to say whose fault it is.
    let code = std::panic::catch_unwind(|| run_command(&cli.command)).unwrap_or_else(|_| {
        output::complain("whysig: this is a bug; please report it with the message above");
        End::Ours(ExitCode::Bug)
    });
    code.into()
}
