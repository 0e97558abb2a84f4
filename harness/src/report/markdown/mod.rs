//! `REPORT.md`: the story with its evidence, a section a file.

mod answer;
mod claims;
mod failures;
mod fixes;
mod leaks;
mod open;
mod propagation;
mod scenario_table;
mod text;

use crate::run::Run;

/// The whole report. The same run gives the same bytes.
#[must_use]
pub fn report(run: &Run) -> String {
    let sections = [
        answer::section(run),
        scenario_table::section(run),
        claims::section(run),
        propagation::section(run),
        failures::section(run),
        fixes::section(run),
        leaks::section(),
        open::section(),
    ];
    let mut report = sections.into_iter().flatten().collect::<Vec<_>>().join("\n");
    report.push('\n');
    report
}
