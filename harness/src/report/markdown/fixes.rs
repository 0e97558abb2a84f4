//! The fixes, proven by replay.

use super::text::{cell, code, head, row};
use crate::report::words;
use crate::run::Run;

pub(super) fn section(run: &Run) -> Option<String> {
    let mut text = String::from("## The fixes\n\nEach is the failing upload with one thing changed, replayed.\n\n");
    text.push_str(&head(&["fix", "repairs", "verdict", "why", "reproduce"]));
    let mut any = false;
    for outcome in &run.outcomes {
        let scenario = outcome.scenario;
        let (Some(fixes), Some(upload)) = (scenario.expect.fixes, outcome.upload()) else {
            continue;
        };
        any = true;
        text.push_str(&row(&[
            &cell(scenario.story),
            &code(fixes),
            &words::verdict(&upload.diagnosis),
            &cell(scenario.expect.because),
            &code(&format!("cargo run --release -- run {}", scenario.name)),
        ]));
    }
    any.then_some(text)
}
