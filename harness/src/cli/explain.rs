//! `whysig explain`.

use super::output;
use crate::answer;
use crate::diagnosis::Code;
use crate::exit_code::ExitCode;

/// Options of `whysig explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// The code of a diagnostic, as `field-changed-after-signing`, or a code, a number (EC) or a message of the
    /// service's; `--list` names the codes
    #[arg(value_name = "CODE", value_parser = subject, required_unless_present = "list")]
    code: Option<Subject>,
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
        match &self.code {
            Some(Subject::Own(code)) => format!("{code}\n\n{}", code.text()),
            Some(Subject::Service(text)) => text.clone(),
            None => list(),
        }
    }
}

/// What is explained.
#[derive(Debug, Clone)]
enum Subject {
    /// A code of a diagnostic.
    Own(Code),
    /// Words of the service's, with their meaning.
    Service(String),
}

fn list() -> String {
    let lines = Code::ALL.iter().map(|code| format!("{code:<30} {}\n", code.summary()));
    lines.collect::<String>() + "\nof the service:\n" + &answer::list()
}

/// Reads a code, or words of the service's. Unknown ones are an error of usage.
fn subject(text: &str) -> Result<Subject, String> {
    let own: Result<Code, _> = text.parse();
    own.map(Subject::Own).or_else(|error| {
        let service = answer::meaning(text).map(Subject::Service);
        service.ok_or_else(|| format!("{error}; `whysig explain --list` names all codes"))
    })
}
