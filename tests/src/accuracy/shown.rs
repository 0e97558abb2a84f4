//! What a diagnosis shows: the client's string to sign, and never a secret.

use harness::diagnosis::{Diagnosis, Explanation, Origin, ShownLine};
use mock_oss::wire::escaped;

use super::case::Case;
use super::head::find;
use super::signer::{Slash, escaped as percent_escaped};

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
    let text = line.text.to_string();
    let text = text.trim_end_matches("\\n").trim_end_matches("\\r");
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

/// Whether a secret, a security token or the whole signature stands in anything that is shown, plain
/// or percent-escaped.
#[must_use]
pub fn tells_a_secret(case: &Case, diagnosis: &Diagnosis) -> bool {
    let facts = &case.facts;
    let mut secrets = vec![facts.secret.clone(), case.signature.clone().into_bytes()];
    secrets.extend(facts.token.clone().map(String::into_bytes));
    secrets.extend(facts.other.clone().map(|(_, secret)| secret));
    let spelled: Vec<Vec<u8>> = secrets
        .iter()
        .map(|secret| percent_escaped(secret, Slash::Escaped, b""))
        .collect();
    secrets.extend(spelled);
    let texts = texts(diagnosis);
    secrets
        .iter()
        .any(|secret| texts.iter().any(|text| find(text, secret).is_some()))
}

fn texts(diagnosis: &Diagnosis) -> Vec<Vec<u8>> {
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for explanation in diagnosis.explanation.iter().chain(&diagnosis.alternatives) {
        texts.extend(of_explanation(explanation));
    }
    for found in &diagnosis.diagnostics {
        let labels = found.labels.iter().map(|label| &label.text);
        let all = [&found.headline]
            .into_iter()
            .chain(labels)
            .chain(&found.notes)
            .chain(&found.help);
        texts.extend(all.map(|text| text.to_string().into_bytes()));
    }
    for string in diagnosis.strings.server.iter().chain(&diagnosis.strings.client) {
        texts.extend(string.lines.iter().map(|line| line.text.to_string().into_bytes()));
    }
    texts.extend(
        diagnosis
            .hazards
            .iter()
            .map(|hazard| hazard.words.to_string().into_bytes()),
    );
    texts
}

fn of_explanation(explanation: &Explanation) -> impl Iterator<Item = Vec<u8>> + '_ {
    explanation.edits.iter().flat_map(|edit| {
        let words = edit.words.as_ref().map(|words| words.to_string().into_bytes());
        [edit.received.clone(), edit.signed.clone(), words]
            .into_iter()
            .flatten()
    })
}
