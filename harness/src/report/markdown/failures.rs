//! Every failing head with its diagnosis and both strings to sign.

use std::fmt::Write as _;

use super::text::{block, code, head, head_lines, row};
use crate::diagnosis::{Diagnosis, ShownLine, VerdictKind, pairs};
use crate::report::{Look, finding, words};
use crate::run::{Outcome, Run, Upload};
use crate::view::ShownHead;

pub(super) fn section(run: &Run) -> Option<String> {
    let failing: Vec<&Outcome> = run
        .outcomes
        .iter()
        .filter(|outcome| failing_upload(outcome).is_some())
        .collect();
    let mut text = String::from("## The uploads that fail\n");
    for (number, outcome) in failing.iter().enumerate() {
        text.push_str(&failure(outcome, number == 0));
    }
    (!failing.is_empty()).then_some(text)
}

fn failing_upload(outcome: &Outcome) -> Option<&Upload> {
    outcome
        .uploads
        .iter()
        .find(|upload| upload.diagnosis.verdict == VerdictKind::Mismatch)
}

/// The first stands open; the others look much like it.
fn failure(outcome: &Outcome, open: bool) -> String {
    let mut text = String::new();
    let Some(upload) = failing_upload(outcome) else {
        return text;
    };
    let scenario = outcome.scenario;
    let state = if open { " open" } else { "" };
    let _ = write!(
        text,
        "\n### `{}`\n\n{}\n\n<details{state}><summary>heads, diagnosis and both strings</summary>\n\n",
        scenario.name, scenario.story
    );
    if let Some(upstream) = &outcome.upstream_head {
        text.push_str("The download's response:\n\n");
        text.push_str(&block("http", &head_lines(upstream)));
        text.push_str("\nThe head that arrived:\n\n");
    }
    text.push_str(&block(
        "http",
        &ShownHead::of(&upload.received, &upload.diagnosis.masks).text,
    ));
    text.push_str("\nThe diagnosis:\n\n");
    text.push_str(&block("text", &findings(outcome, upload)));
    text.push_str(&strings(&upload.diagnosis));
    let _ = writeln!(
        text,
        "\nReproduce: `cargo run --release -- run {}`\n\n</details>",
        scenario.name
    );
    text
}

fn findings(outcome: &Outcome, upload: &Upload) -> String {
    let drawing = Look::PLAIN.drawing();
    let (received, masks) = (&upload.received, &upload.diagnosis.masks);
    let drawn = upload
        .diagnosis
        .diagnostics
        .iter()
        .map(|diagnostic| finding::draw(diagnostic, received, masks, outcome.scenario.name, &drawing));
    let hazards = upload
        .diagnosis
        .hazards
        .iter()
        .map(|hazard| format!("warning[{}]: {}", hazard.code, hazard.words));
    let hazards: Vec<String> = hazards.collect();
    let hazards = (!hazards.is_empty()).then(|| hazards.join("\n"));
    drawn.chain(hazards).collect::<Vec<_>>().join("\n\n")
}

fn strings(diagnosis: &Diagnosis) -> String {
    let pairs = pairs(&diagnosis.strings);
    if pairs.is_empty() {
        return String::new();
    }
    let mut text = String::from("\nBoth strings to sign:\n\n");
    text.push_str(&head(&["line", "the service hashed", "the client signed", ""]));
    for pair in pairs {
        let shown = |line: Option<&ShownLine>| {
            line.map_or_else(|| "no such line".to_owned(), |line| code(&line.text.to_string()))
        };
        let rule = pair.server.or(pair.client).and_then(|line| line.rule);
        let mark = if pair.agrees() { "" } else { "**differs**" };
        text.push_str(&row(&[
            words::rule(rule),
            &shown(pair.server),
            &shown(pair.client),
            mark,
        ]));
    }
    text
}
