//! Which findings are the same, and which one comes first.

use super::edits::edits;
use super::reduce::{proves, reduced};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::rebuild::Step;
use crate::diagnosis::search::levels::Finding;
use crate::diagnosis::search::proposal::{Change, Note};
use crate::diagnosis::{Confidence, Edit, Explanation, Space};

/// The explanations of findings, equal ones merged, the best first: fewest edits, nearest space,
/// most edits with a known author.
pub(crate) fn explanations(world: &World<'_>, case: &Case<'_>, findings: &[Finding]) -> Vec<Explanation> {
    let mut all: Vec<Explanation> = Vec::new();
    for finding in findings {
        let explanation = explanation(world, case, finding);
        if !all.iter().any(|known| same_edits(known, &explanation)) {
            all.push(explanation);
        }
    }
    all.sort_by_key(|explanation| {
        let unknown = explanation.edits.iter().filter(|edit| edit.author.is_none()).count();
        (explanation.edits.len(), explanation.space, unknown)
    });
    all
}

fn explanation(world: &World<'_>, case: &Case<'_>, finding: &Finding) -> Explanation {
    let mut steps: Vec<Step> = finding.steps.clone();
    let mut notes: Vec<Note> = Vec::new();
    for change in &finding.changes {
        match change {
            Change::Request(step) => steps.push(step.clone()),
            Change::Other(note) => notes.push(note.clone()),
        }
    }
    let mut confidence = Confidence::Proven;
    if notes.is_empty() {
        if proves(world, &steps) {
            steps = reduced(world, &steps);
        } else {
            confidence = Confidence::Suspected;
        }
    }
    let space = notes.iter().map(|note| note.space).max().unwrap_or(Space::Request);
    let (.., lines) = super::compare(case, &finding.signed);
    Explanation {
        confidence,
        space,
        edits: edits(world, case, &steps, notes),
        lines,
    }
}

fn same_edits(one: &Explanation, other: &Explanation) -> bool {
    let core = |edit: &Edit| (edit.op, edit.element.clone(), edit.signed.clone(), edit.words.clone());
    one.edits.len() == other.edits.len() && one.edits.iter().map(core).eq(other.edits.iter().map(core))
}
