//! The service's answer without its request, diagnosed and printed.

use mock_oss::keyring::Keyring;

use super::args::Format;
use super::lead;
use crate::answer;
use crate::cli::look::look;
use crate::cli::output;
use crate::diagnosis::{Code, Diagnosis};
use crate::exit_code::ExitCode;
use crate::input::{Captured, ServerError};
use crate::report::{Location, json, terminal};

/// An answer to print, or the text of one.
pub(super) struct Answered<'a> {
    pub(super) keyring: &'a Keyring,
    pub(super) format: Format,
    /// How the input begins.
    pub(super) text: &'a [u8],
}

/// What came of it.
pub(super) struct Told {
    pub(super) code: ExitCode,
    /// What is printed when all are known.
    pub(super) document: Option<serde_json::Value>,
}

impl Answered<'_> {
    /// Diagnoses an answer without its request, and prints that.
    pub(super) fn tell(&self, captured: &Captured, error: &ServerError, at: &Location) -> anyhow::Result<Told> {
        let found = answer::alone(error, self.text, self.keyring);
        let mut document = None;
        match self.format {
            Format::Terminal => {
                let mut text = String::new();
                terminal::answer(&found, at, look(), &mut text)?;
                output::print(&text)?;
                lead::more(&found, at);
            }
            Format::Json => document = Some(json::captured(&found, captured)),
            Format::Ndjson => output::print(&(json::line(&json::captured(&found, captured)) + "\n"))?,
        }
        let code = code(&found);
        Ok(Told { code, document })
    }

    /// Diagnoses what the text itself tells of a refusal, where no error body is in it; `None` where it tells of none.
    pub(super) fn tell_text(&self, at: &Location) -> anyhow::Result<Option<Told>> {
        let Some(error) = answer::told(self.text) else {
            return Ok(None);
        };
        let captured = Captured::default();
        self.tell(&captured, &error, at).map(Some)
    }
}

/// Whether the answer explains itself.
fn code(found: &Diagnosis) -> ExitCode {
    let lacking = [Code::EvidenceIncomplete, Code::OtherServicesClaim];
    let first = found.diagnostics.first().map(|one| one.code);
    if first.is_some_and(|code| lacking.contains(&code)) {
        ExitCode::Unexplained
    } else {
        ExitCode::Explained
    }
}
