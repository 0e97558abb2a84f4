//! What `--help` says behind the commands.

use crate::exit_code::ExitCode;

/// Examples, and all exit codes.
pub(super) fn after_help() -> String {
    let codes = ExitCode::ALL.map(|(code, words)| format!("  {:>2}  {words}", code as u8));
    format!(
        "Examples:\n  whysig run\n  whysig run request-stream --format markdown\n  whysig run --report REPORT.md\n  \
         whysig explain field-changed-after-signing\n\nExit codes:\n{}",
        codes.join("\n")
    )
}
