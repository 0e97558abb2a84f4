//! The string to sign that a diagnosis shows as the client's.

use harness::diagnosis::{Diagnosis, Origin, ShownLine};
use mock_oss::wire::escaped;

use super::case::Case;

/// Whether the recovered string is the one that was signed, line by line: the lines of the request
/// (V4: of the canonical request). Lines with a security token are left out, as the diagnosis hides
/// it; line ends are not shown. `true` when no string is shown as recovered.
#[must_use]
pub fn shows_what_was_signed(case: &Case, diagnosis: &Diagnosis) -> bool {
    let Some(shown) = diagnosis
        .strings
        .client
        .as_ref()
        .filter(|shown| shown.origin == Origin::Recovered)
    else {
        return true;
    };
    let Some(first) = shown.lines.first().map(|line| line.stage) else {
        return false;
    };
    let theirs = shown.lines.iter().filter(|line| line.stage == first).flat_map(lines);
    let ours = case.signed.lines().into_iter().map(|line| escaped(&line));
    let (theirs, ours) = (ended(theirs.collect()), ended(ours.collect()));
    let hidden = |line: &str| {
        case.facts
            .token
            .as_ref()
            .is_some_and(|token| line.contains(&token[..12]))
    };
    ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(one, other)| one == other || hidden(one))
}

fn lines(line: &ShownLine) -> Vec<String> {
    let text = line.text.trim_end_matches("\\n").trim_end_matches("\\r");
    text.split("\\n")
        .map(|part| part.trim_end_matches("\\r").to_owned())
        .collect()
}

/// Without empty lines at the end.
fn ended(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
