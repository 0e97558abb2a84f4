//! What the service says that it hashed, where the request verifies as it was captured.

use mock_oss::verify::Stage;

use super::differences::{Sides, differences};
use super::ways::advice;
use crate::diagnosis::case::Case;
use crate::diagnosis::{Code, Diagnostic, Evidence, Severity};
use crate::words::Words;

/// That the service refused another request than the captured one, and in what they differ; `None`
/// where its strings are not known, or are those that the capture makes.
pub(crate) fn string_of_other_head(case: &Case<'_>, evidence: &Evidence) -> Option<Diagnostic> {
    let mut notes = unlike(case, evidence)?;
    notes.push("what was captured is not what arrived".into());
    Some(Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Error,
        headline: "the service refused another request than this one, which verifies".into(),
        labels: Vec::new(),
        notes,
        help: help(case, evidence),
    })
}

/// That the service signed another string than the captured head makes: their texts show it, whatever the
/// secret is.
pub(crate) fn other_string(case: &Case<'_>, evidence: &Evidence) -> Option<Diagnostic> {
    Some(Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Error,
        headline: "the service's string to sign is not the one that this head makes".into(),
        labels: Vec::new(),
        notes: unlike(case, evidence)?,
        help: help(case, evidence),
    })
}

/// The lines in which they differ; `None` where there are none.
fn unlike(case: &Case<'_>, evidence: &Evidence) -> Option<Vec<Words>> {
    let canonical = &case.examination.canonical;
    let told = evidence.server_string_to_sign.as_deref()?;
    let mut notes = differences(&canonical.string_to_sign().bytes(), told, &SIDES);
    if notes.is_empty() {
        return None;
    }
    let requests = canonical.request().map(Stage::bytes);
    if let Some((here, told)) = requests.zip(evidence.server_canonical_request.as_deref()) {
        let of_request = differences(&here, told, &SIDES);
        if !of_request.is_empty() {
            notes = of_request;
        }
    }
    Some(notes)
}

/// What to do, by the shape of the difference where that tells.
fn help(case: &Case<'_>, evidence: &Evidence) -> Vec<Words> {
    let ours = case.examination.canonical.string_to_sign().bytes();
    let told = evidence.server_string_to_sign.as_deref();
    let mut help = told.map_or_else(Vec::new, |told| advice(&ours, told));
    help.push(BEHIND.into());
    help
}

const BEHIND: &str = "look for what changes the request behind the place where it was captured: the HTTP library, a \
                      proxy, a gateway";

const SIDES: Sides = Sides {
    one: "the capture makes",
    other: "the service had",
    texts: ["the capture's string", "the service's"],
};
