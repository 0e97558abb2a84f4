//! The command line as the binary has it, for the suite to run: `cargo test` builds examples, and not
//! the binaries of other packages.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::cli::main()
}
