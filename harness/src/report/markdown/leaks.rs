//! Who leaks and who does not, from recordings of the real clients.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::text::{code, head, row};
use crate::recordings::{RecordedVerdict, Recording, recordings};

pub(super) fn section() -> Option<String> {
    let all = recordings();
    let played: Vec<&Recording> = all
        .iter()
        .filter(|one| one.via == "direct" && one.group != "catalogue")
        .collect();
    let (sdk, other): (Vec<&Recording>, Vec<&Recording>) = played
        .into_iter()
        .partition(|one| one.destination.starts_with("ali-oss"));
    let mut text = String::from("## Who leaks, and who does not\n\n");
    let _ = write!(
        text,
        "From {} recorded uploads of real clients, at the versions named. `cargo run --release -p tests --example \
         real-clients -- check` plays them again and fails when a byte has drifted. A leak is a field of the \
         download's response, with its value, in the upload's head.\n\n\
         The leak is alive: maintained forks of `request` have it, and so have other HTTP clients as destinations. \
         `got` has it the other way round: as a *destination* it copies the headers of the stream that is piped into it.\n\n",
        all.len()
    );
    text.push_str("A download's stream handed to `putStream` of ali-oss:\n\n");
    text.push_str(&pivot(
        &sdk,
        "source",
        |one| label(one, "source", &one.source),
        |one| label(one, "destination", &one.destination),
    ));
    text.push_str("\nThe same streams into other clients, each doing a PUT that was signed by hand:\n\n");
    text.push_str(&pivot(
        &other,
        "destination",
        |one| label(one, "destination", &one.destination),
        |one| one.source.clone(),
    ));
    text.push_str(
        "\n`leaks`: fields of the download arrived on the upload. `own type`: no leak, but the client adds a \
         `Content-Type` that was not signed. `clean`: what was signed is what arrived.\n",
    );
    (!all.is_empty()).then_some(text)
}

/// A client with its version, and its runtime when it is not the usual one.
fn label(one: &Recording, role: &str, name: &str) -> String {
    let version = one.versions.get(role).map_or(name, String::as_str);
    match one.runtime.as_str() {
        "node-20" | "python" => version.to_owned(),
        runtime => format!("{version} ({runtime})"),
    }
}

fn pivot<'a>(
    recordings: &[&'a Recording],
    corner: &str,
    row_of: impl Fn(&'a Recording) -> String,
    column_of: impl Fn(&'a Recording) -> String,
) -> String {
    let columns: BTreeSet<String> = recordings.iter().map(|one| column_of(one)).collect();
    let mut rows: BTreeMap<String, BTreeMap<String, Cell>> = BTreeMap::new();
    for one in recordings {
        let cell = rows.entry(row_of(one)).or_default().entry(column_of(one)).or_default();
        cell.add(one);
    }
    let names: Vec<&str> = std::iter::once(corner)
        .chain(columns.iter().map(String::as_str))
        .collect();
    let mut text = head(&names);
    for (name, cells) in &rows {
        let words = columns
            .iter()
            .map(|column| cells.get(column).map_or("", |cell| cell.words()));
        let cells: Vec<String> = std::iter::once(code(name)).chain(words.map(str::to_owned)).collect();
        text.push_str(&row(&cells.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    text
}

/// What the uploads of one pair did.
#[derive(Default)]
struct Cell {
    leaks: bool,
    mismatch: bool,
}

impl Cell {
    fn add(&mut self, one: &Recording) {
        self.leaks |= one.expect.leaks;
        self.mismatch |= one.expect.verdict == RecordedVerdict::Mismatch;
    }

    fn words(&self) -> &'static str {
        match (self.leaks, self.mismatch) {
            (true, _) => "**leaks**",
            (false, true) => "own type",
            (false, false) => "clean",
        }
    }
}
