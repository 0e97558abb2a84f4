//! The commands.

use clap::{Parser, Subcommand};

use super::child::End;
use super::{diagnose, explain, failure, help, look, proxy, run, serve};

/// Why does this object-storage signature not verify?
///
/// Replays uploads against a mock of Alibaba Cloud OSS that verifies signatures from the bytes that
/// arrived, and proves which part of a request broke its signature.
#[derive(Debug, Parser)]
#[command(name = "whysig", bin_name = "whysig", version, after_help = help::after_help(), max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) look: look::LookArgs,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play upload scenarios and print why each verifies or does not
    Run(run::RunArgs),
    /// Say why a captured request does not verify
    Diagnose(diagnose::DiagnoseArgs),
    /// Say at length what a diagnostic code means, how to confirm it and how to fix it
    Explain(explain::ExplainArgs),
    /// Serve a mock OSS for your own client, with a verdict for each request
    Serve(serve::ServeArgs),
    /// Relay to the real service, byte for byte, and explain each refusal
    Proxy(proxy::ProxyArgs),
}

/// Runs a command to its end. What failed is said on standard error.
pub(super) fn run_command(command: &Command) -> End {
    let outcome = match command {
        Command::Run(args) => run::run(args).map(End::Ours),
        Command::Diagnose(args) => diagnose::diagnose(args).map(End::Ours),
        Command::Explain(args) => explain::explain(args).map(End::Ours),
        Command::Serve(args) => serve::serve(args),
        Command::Proxy(args) => proxy::proxy(args),
    };
    outcome.unwrap_or_else(|error| End::Ours(failure::told(&error)))
}
