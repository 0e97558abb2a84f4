//! What each header of each download does, found by replay.

use std::fmt::Write as _;

use scenarios::by_hand::Scheme;

use super::text::{cell, code, head, row};
use crate::report::words;
use crate::run::{LISTED, LeakOutcome, Notice, OWN_FIELDS, Propagation, Row, Run, SCHEMES};
use crate::view;

pub(super) fn section(run: &Run) -> Option<String> {
    let mut text = String::from("## What each leaked header does\n\n");
    text.push_str(
        "For each header of each download, the upload by ali-oss 6.1.1 from the `request` stream is replayed twice: \
         with that header alone leaked, and with all leaked but that one. (It dates its requests by `x-oss-date`, so \
         that a leaked `date` does nothing there.)\n\n",
    );
    text.push_str(&schemes());
    for propagation in &run.propagation {
        text.push_str(&table(propagation));
    }
    (!run.propagation.is_empty()).then_some(text)
}

/// What the columns of the schemes are, and what they teach.
fn schemes() -> String {
    let own: Vec<String> = OWN_FIELDS
        .iter()
        .map(|(name, value)| code(&format!("{name}: {value}")))
        .collect();
    let listed: Vec<String> = LISTED.iter().map(|name| code(name)).collect();
    format!(
        "The columns `PUT: ...` tell whether five signatures notice that header alone in one and the same PUT by \
         `http.request`, which sets {own} and no type: V1 covers a set that no client spells out (type, MD5, every \
         `x-oss-` field, and in its header form the `Date` of the request), V4 the same set with the date moved to \
         `x-oss-date`, and beyond it only the names that the client lists, here {listed}. A header that passes is \
         not harmless: the store keeps some of them with the object, and a list protects only what was there to be \
         listed, so that the leak of any other field shows up nowhere but in polluted metadata.\n",
        own = own.join(" and "),
        listed = listed.join(", "),
    )
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
    let columns = SCHEMES.map(column);
    let mut names = vec!["header", "value", "ali-oss: it alone", "ali-oss: all but it"];
    names.extend(columns.iter().map(String::as_str));
    text.push_str(&head(&names));
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
    let name = code(&entry.name);
    let values = values.join("<br>");
    let alone = cell(&words::effects(&entry.alone));
    let notices = entry.schemes.map(notice);
    let mut cells = vec![name.as_str(), &values, &alone, all_but(&entry.all_but)];
    cells.extend(notices.iter().map(String::as_str));
    row(&cells)
}

fn column(scheme: Scheme) -> String {
    let label = match scheme {
        Scheme::V4Header([_, ..]) => "V4 + list",
        other => other.label(),
    };
    format!("PUT: {label}")
}

/// What passes is the silence that the table is about; the rest stands out.
fn notice(notice: Notice) -> String {
    match notice {
        Notice::Passes => view::notice(notice).to_owned(),
        Notice::Breaks | Notice::Refused => format!("**{}**", view::notice(notice)),
    }
}

fn all_but(outcome: &LeakOutcome) -> &'static str {
    match outcome.verdict {
        crate::diagnosis::VerdictKind::Verified => "verifies",
        crate::diagnosis::VerdictKind::Mismatch => "mismatch",
        crate::diagnosis::VerdictKind::Refused => "refused",
        crate::diagnosis::VerdictKind::Unsigned => "not signed",
    }
}
