//! What the service says that it hashed, where the request verifies as it was captured.

use mock_oss::verify::Stage;
use mock_oss::wire::escaped;

use crate::diagnosis::case::Case;
use crate::diagnosis::{Code, Diagnostic, Evidence, Severity};

/// That the service refused another request than the captured one, and in what they differ; `None`
/// where its strings are not known, or are those that the capture makes.
pub(crate) fn of_other_head(case: &Case<'_>, evidence: &Evidence) -> Option<Diagnostic> {
    let canonical = &case.examination.canonical;
    let told = evidence.server_string_to_sign.as_deref()?;
    let mut notes = differences(&canonical.string_to_sign().bytes(), told);
    if notes.is_empty() {
        return None;
    }
    let requests = canonical.request().map(Stage::bytes);
    if let Some((here, told)) = requests.zip(evidence.server_canonical_request.as_deref()) {
        let of_request = differences(&here, told);
        if !of_request.is_empty() {
            notes = of_request;
        }
    }
    notes.truncate(MOST_LINES);
    notes.push("what was captured is not what arrived".to_owned());
    Some(Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Error,
        headline: "the service refused another request than this one, which verifies".to_owned(),
        labels: Vec::new(),
        notes,
        help: vec![
            "look for what changes the request behind the place where it was captured: the HTTP library, a proxy, \
             a gateway"
                .to_owned(),
        ],
    })
}

/// The lines that are not the same, in words. Line ends and blanks at the end of the whole are what a
/// terminal or a browser makes of them.
fn differences(here: &[u8], told: &[u8]) -> Vec<String> {
    let lines = |text: &[u8]| {
        let lines = text.trim_ascii_end().split(|&byte| byte == b'\n');
        let lines = lines.map(|line| escaped(line.strip_suffix(b"\r").unwrap_or(line)));
        lines.collect::<Vec<String>>()
    };
    let (here, told) = (lines(here), lines(told));
    let shown = |line: Option<&String>| line.map_or("nothing".to_owned(), |line| format!("`{line}`"));
    let all = 0..here.len().max(told.len());
    let different = all.filter(|&at| here.get(at) != told.get(at));
    different
        .map(|at| {
            let (here, told) = (shown(here.get(at)), shown(told.get(at)));
            format!("line {}: the capture makes {here}, the service had {told}", at + 1)
        })
        .collect()
}

/// Beyond these, every line differs and none of them tells anything.
const MOST_LINES: usize = 12;
