//! Who set a field after signing, under each finding that points at it.

use std::collections::BTreeMap;

use crate::diagnosis::case::World;
use crate::diagnosis::{Diagnosis, Diagnostic};
use crate::words::{Words, wire, words};

pub(crate) fn add(world: &World<'_>, diagnosis: &mut Diagnosis) {
    if !world.evidence.set_late.is_empty() {
        for finding in &mut diagnosis.diagnostics {
            let notes = notes(world, finding);
            finding.notes.extend(notes);
        }
    }
}

/// A note for each author of fields that a finding points at.
fn notes(world: &World<'_>, finding: &Diagnostic) -> Vec<Words> {
    let mut by_author: BTreeMap<&Words, Vec<Words>> = BTreeMap::new();
    for late in &world.evidence.set_late {
        let Some(field) = world.received.fields().nth(late.field.0) else {
            continue;
        };
        let line = field.line_span();
        let mut places = finding.labels.iter().map(|label| label.span);
        if places.any(|span| line.start <= span.start && span.end <= line.end) {
            let name = words!("`{}`", wire(field.name().to_ascii_lowercase()));
            by_author.entry(&late.author).or_default().push(name);
        }
    }
    let notes = by_author.into_iter();
    notes
        .map(|(author, fields)| words!("{}: {}", Words::joined(fields, ", "), author))
        .collect()
}
