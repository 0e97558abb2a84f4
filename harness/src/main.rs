//! The binary `whysig`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    whysig::cli::main()
}
