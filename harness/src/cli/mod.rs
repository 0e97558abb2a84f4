//! The command line: the only place that prints, reads the environment and opens files.

mod credentials;
mod diagnose;
mod echo;
mod encoding;
pub mod explain;
mod failure;
mod files;
mod greeting;
mod help;
mod look;
mod output;
mod run;
mod serve;
mod shorthand;
mod signals;
mod terminal;
mod time;
mod usage;

use std::process;

use clap::{Parser, Subcommand};

use crate::exit_code::ExitCode;

/// Why does this object-storage signature not verify?
///
/// Replays uploads against a mock of Alibaba Cloud OSS that verifies signatures from the bytes that
/// arrived, and proves which part of a request broke its signature.
#[derive(Debug, Parser)]
#[command(name = "whysig", bin_name = "whysig", version, after_help = help::after_help(), max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    look: look::LookArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play upload scenarios and print why each verifies or does not
    Run(run::RunArgs),
    /// Say why a captured request does not verify
    Diagnose(diagnose::DiagnoseArgs),
    /// Say at length what a diagnostic code means, how to confirm it and how to fix it
    Explain(explain::ExplainArgs),
    /// Serve a mock OSS for your own client, with a verdict for each request
    Serve(serve::ServeArgs),
}

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
        ExitCode::Bug
    });
    code.into()
}

fn run_command(command: &Command) -> ExitCode {
    let outcome = match command {
        Command::Run(args) => run::run(args),
        Command::Diagnose(args) => diagnose::diagnose(args),
        Command::Explain(args) => explain::explain(args),
        Command::Serve(args) => serve::serve(args),
    };
    outcome.unwrap_or_else(|error| failure::told(&error))
}
