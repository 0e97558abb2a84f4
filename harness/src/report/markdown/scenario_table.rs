//! Every scenario with its verdict and its reason.

use std::fmt::Write as _;

use super::text::{cell, code, head, row};
use crate::report::words;
use crate::run::{Outcome, Run};

pub(super) fn section(run: &Run) -> Option<String> {
    let mut text = String::from("## The uploads\n\n");
    text.push_str(
        "Each is played against a server of its own. `cargo run --release -- run NAME` shows one in full. `beware` \
         has what does harm beside the signature; `cargo run --release -- explain CODE` tells what each means.\n\n",
    );
    text.push_str(&head(&[
        "upload", "client", "key", "verdict", "to blame", "beware", "because",
    ]));
    for outcome in &run.outcomes {
        text.push_str(&scenario_row(outcome));
    }
    let (met, all) = (run.met(), run.outcomes.len());
    let _ = writeln!(text, "\n{met} of {all} came out as the catalogue expects.");
    (!run.outcomes.is_empty()).then_some(text)
}

fn scenario_row(outcome: &Outcome) -> String {
    let scenario = outcome.scenario;
    let diagnosis = outcome.upload().map(|upload| &upload.diagnosis);
    let explanation = diagnosis.and_then(|diagnosis| diagnosis.explanation.as_ref());
    let blamed = explanation.iter().flat_map(|explanation| &explanation.edits);
    let blamed: Vec<String> = blamed.map(|edit| code(&edit.element.to_string())).collect();
    let mut hazards: Vec<String> = diagnosis
        .iter()
        .flat_map(|diagnosis| &diagnosis.hazards)
        .map(|hazard| code(&hazard.code.to_string()))
        .collect();
    hazards.sort();
    hazards.dedup();
    row(&[
        &code(scenario.name),
        &scenario.client.label(),
        &code(scenario.intent.key),
        &diagnosis.map_or_else(|| "no upload".to_owned(), words::verdict),
        &blamed.join(", "),
        &hazards.join(", "),
        &cell(scenario.expect.because),
    ])
}
