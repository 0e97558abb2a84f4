//! What each header of each download does, found by replay.

use std::fmt::Write as _;

use super::text::{cell, code, head, row};
use crate::report::words;
use crate::run::{LeakOutcome, Propagation, Row, Run};

pub(super) fn section(run: &Run) -> Option<String> {
    let mut text = String::from("## What each leaked header does\n\n");
    text.push_str(
        "For each header of each download, the upload by ali-oss 6.1.1 from the `request` stream is replayed twice: \
         with that header alone leaked, and with all leaked but that one.\n",
    );
    for propagation in &run.propagation {
        text.push_str(&table(propagation));
    }
    (!run.propagation.is_empty()).then_some(text)
}

fn table(propagation: &Propagation) -> String {
    let upstream = propagation.upstream;
    let mut text = String::new();
    let _ = write!(
        text,
        "\n### `{}`\n\n{}. Uploaded to `{}`.\n\n",
        upstream.name,
        upstream.story.trim_end_matches('.'),
        propagation.key
    );
    text.push_str(&head(&["header", "value", "alone it", "all but it"]));
    for entry in &propagation.rows {
        text.push_str(&header_row(entry));
    }
    text
}

fn header_row(entry: &Row) -> String {
    let values: Vec<String> = entry
        .values
        .iter()
        .map(|value| code(&mock_oss::wire::escaped(value)))
        .collect();
    row(&[
        &code(&entry.name),
        &values.join("<br>"),
        &cell(&words::effects(&entry.alone)),
        all_but(&entry.all_but),
    ])
}

fn all_but(outcome: &LeakOutcome) -> &'static str {
    match outcome.verdict {
        crate::diagnosis::VerdictKind::Verified => "verifies",
        crate::diagnosis::VerdictKind::Mismatch => "mismatch",
        crate::diagnosis::VerdictKind::Refused => "refused",
        crate::diagnosis::VerdictKind::Unsigned => "not signed",
    }
}
