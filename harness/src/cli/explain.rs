//! `whysig explain`.

use super::output;
use crate::diagnosis::Code;
use crate::exit_code::ExitCode;

/// Options of `whysig explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code of a diagnostic, as `field-changed-after-signing`; `--list` names all
    #[arg(value_name = "CODE", value_parser = code, required_unless_present = "list")]
    code: Option<Code>,
    /// Name all codes, each with the first sentence of its text
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

/// Prints the long text of a code, or the list of all codes.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    output::print(&args.words())?;
    Ok(ExitCode::Verified)
}

impl ExplainArgs {
    /// What is printed: the code, a blank line and its text; or a line a code.
    #[must_use]
    pub fn words(&self) -> String {
        match self.code {
            Some(code) => format!("{code}\n\n{}", code.text()),
            None => list(),
        }
    }
}

fn list() -> String {
    let lines = Code::ALL.iter().map(|code| format!("{code:<30} {}\n", code.summary()));
    lines.collect()
}

/// Reads a code. An unknown one is an error of usage.
fn code(text: &str) -> Result<Code, String> {
    text.parse()
        .map_err(|error| format!("{error}; `whysig explain --list` names all codes"))
}
