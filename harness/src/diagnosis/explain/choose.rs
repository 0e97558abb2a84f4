//! Which solutions are the same, and which one comes first.

use super::edits::edits;
use super::lines::compare;
use super::reduce::{MOST_JUDGED, holds, merged, proves, reduced};
use crate::diagnosis::case::change::{Change, Note, Standing};
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::hypothesis::key::for_unknown_id;
use crate::diagnosis::search::levels::Solution;
use crate::diagnosis::{Confidence, Edit, Explanation, Space};

/// The explanations of solutions, equal ones merged, the best first: fewest edits, nearest space,
/// most edits with a known author; each with its solution. `server` gives the case whose string a solution is compared with.
pub(crate) fn explanations<'f, 'c, 'w: 'c>(
    world: &World<'w>,
    solutions: &'f [Solution],
    server: impl Fn(&Solution) -> Option<&'c Case<'w>>,
) -> Vec<(Explanation, &'f Solution)> {
    let mut all: Vec<(Rank, Explanation, &Solution)> = Vec::new();
    let mut room = MOST_JUDGED;
    for solution in solutions {
        let explanation = explanation(world, server(solution), solution, &mut room);
        if !all.iter().any(|(_, known, _)| same_edits(known, &explanation)) {
            all.push((rank(solution, &explanation), explanation, solution));
        }
    }
    all.sort_by_key(|(rank, ..)| *rank);
    let told = all.into_iter();
    told.map(|(_, explanation, solution)| (explanation, solution)).collect()
}

/// Whether nothing was recomputed, edits, likelihood of the side that is blamed, edits without an author.
type Rank = (bool, usize, usize, usize);

fn rank(solution: &Solution, explanation: &Explanation) -> Rank {
    let notes = solution.changes.iter().filter_map(|change| match change {
        Change::Other(note) => Some(note),
        Change::Request(_) => None,
    });
    let standing = notes.map(|note| note.standing).max();
    let side = match (explanation.space, standing) {
        (Space::Client, Some(Standing::Usual)) => 0,
        (Space::Request, _) => 1,
        (Space::Client, _) => 2,
        (Space::Key, _) => 3,
    };
    let unknown = explanation.edits.iter().filter(|edit| edit.author.is_none()).count();
    let suspected = explanation.confidence == Confidence::Suspected;
    (suspected, explanation.edits.len(), side, unknown)
}

fn explanation(world: &World<'_>, server: Option<&Case<'_>>, solution: &Solution, room: &mut usize) -> Explanation {
    let mut steps: Vec<Step> = solution.steps.clone();
    let mut notes: Vec<Note> = Vec::new();
    for change in &solution.changes {
        match change {
            Change::Request(step) => steps.push(step.clone()),
            Change::Other(note) => notes.push(note.clone()),
        }
    }
    steps = merged(world.received, steps);
    let mut confidence = Confidence::Proven;
    let mut is_smallest = true;
    if notes.is_empty() {
        if proves(world, &steps) {
            (steps, is_smallest) = reduced(world, &steps, room);
        } else {
            confidence = Confidence::Suspected;
        }
    }
    Explanation {
        confidence,
        space: notes.iter().map(|note| note.space).max().unwrap_or(Space::Request),
        lines: server.map(|case| compare(case, &solution.signed).2).unwrap_or_default(),
        edits: edits(world, &steps, notes),
        is_smallest,
    }
}

/// The explanation of an id that no known key has: a known key's secret makes the signature, or, where
/// the id is such a secret, its id does.
pub(crate) fn other_key(world: &World<'_>, key_id: &str) -> Option<Explanation> {
    let note = for_unknown_id(world.keyring, key_id, |keyring| {
        let world = World { keyring, ..*world };
        holds(&world, &world.request())
    })?;
    Some(Explanation {
        confidence: Confidence::Proven,
        space: Space::Key,
        lines: Vec::new(),
        edits: edits(world, &[], vec![note]),
        is_smallest: true,
    })
}

/// Whether two explanations say the same, whichever of several equal lines they say it of.
fn same_edits(one: &Explanation, other: &Explanation) -> bool {
    let core = |edit: &Edit| (edit.op, edit.element.clone(), edit.signed.clone(), edit.words.clone());
    let all = |explanation: &Explanation| explanation.edits.iter().map(core).collect::<Vec<_>>();
    let mut rest = all(other);
    let same = all(one).iter().all(|edit| {
        let found = rest.iter().position(|other| other == edit);
        found.map(|at| rest.swap_remove(at)).is_some()
    });
    same && rest.is_empty()
}
