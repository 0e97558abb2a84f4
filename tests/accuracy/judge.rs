//! An explanation, held against what was done.

use std::collections::BTreeSet;

use harness::diagnosis::{Confidence, Diagnosis, Edit, Explanation, Space, VerdictKind};

use super::case::Case;
use super::cause::{Done, Ends};
use super::done::covers;
use super::replay::leads_back;
use super::shown::shows_what_was_signed;
use super::signer::unescaped;

/// What a diagnosis is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Proven, and the very edits that undo what was done: same operations, elements, values, spaces.
    Equal,
    /// Proven and another way to tell the same bytes: applied, it leads to the presented signature; no
    /// edit is needless; and its elements stand for exactly the parts that were changed.
    Equivalent,
    /// Proven, and it does not hold.
    Wrong(Fault),
    /// Nothing proven.
    Unexplained,
}

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Applied, it does not lead to the presented signature.
    Unsound,
    /// It does without one of its edits.
    Needless,
    /// It names something that was not changed, or leaves out what was.
    Elsewhere,
    /// The string to sign that it shows is not the one that was signed.
    Shown,
    /// The request verifies, and something is proven all the same.
    NoMismatch,
}

/// Judges a diagnosis of a case.
#[must_use]
pub fn judge(case: &Case, diagnosis: &Diagnosis) -> Judgement {
    let proven = |explanation: &&Explanation| explanation.confidence == Confidence::Proven;
    let Some(explanation) = diagnosis.explanation.as_ref().filter(proven) else {
        return Judgement::Unexplained;
    };
    if diagnosis.verdict == VerdictKind::Verified {
        return Judgement::Wrong(Fault::NoMismatch);
    }
    let edits: Vec<&Edit> = explanation.edits.iter().collect();
    if edits.is_empty() || !leads_back(case, &edits) {
        return Judgement::Wrong(Fault::Unsound);
    }
    // What a structural cause changes is no part of what is signed: a repaired signature, a second claim.
    let structural = case.causes.iter().any(|cause| matches!(cause.ends, Ends::Structure(_)));
    if !structural && subsets(&edits).iter().any(|subset| leads_back(case, subset)) {
        return Judgement::Wrong(Fault::Needless);
    }
    if !structural && !stands_for_the_parts(case, &edits) {
        return Judgement::Wrong(Fault::Elsewhere);
    }
    if !shows_what_was_signed(case, diagnosis) {
        return Judgement::Wrong(Fault::Shown);
    }
    if is_equal(case, &edits) {
        Judgement::Equal
    } else {
        Judgement::Equivalent
    }
}

/// All proper subsets; sets of many edits are tried without each one of them and by each one alone.
fn subsets<'a>(edits: &[&'a Edit]) -> Vec<Vec<&'a Edit>> {
    let count = edits.len();
    let take = |mask: usize| {
        (0..count)
            .filter(|at| mask >> at & 1 == 1)
            .map(|at| edits[at])
            .collect()
    };
    if count <= 8 {
        return (0..(1 << count) - 1).map(take).collect();
    }
    let without = (0..count).map(|at| take(!(1 << at)));
    let alone = (0..count).map(|at| take(1 << at));
    without.chain(alone).collect()
}

fn stands_for_the_parts(case: &Case, edits: &[&Edit]) -> bool {
    let kind = case.facts.kind;
    let covered = case
        .parts
        .iter()
        .all(|part| edits.iter().any(|edit| covers(&edit.element, part, kind)));
    let justified = edits
        .iter()
        .all(|edit| case.parts.iter().any(|part| covers(&edit.element, part, kind)));
    covered && justified
}

fn is_equal(case: &Case, edits: &[&Edit]) -> bool {
    let ours: BTreeSet<_> = case.done.iter().map(told).collect();
    let theirs: BTreeSet<_> = edits.iter().map(|edit| found(edit)).collect();
    // A token's value is never told.
    let values = |(op, element, space, signed): &Told| (*op, element.clone(), *space, signed.clone());
    ours.len() == theirs.len()
        && ours.iter().zip(&theirs).all(|(one, other)| {
            let same_value = one.3 == other.3 || other.3.is_none() || one.3.is_none();
            let (mut one, mut other) = (values(one), values(other));
            one.3 = None;
            other.3 = None;
            same_value && one == other
        })
}

type Told = (u8, String, u8, Option<Vec<u8>>);

fn told(done: &Done) -> Told {
    let element = done.element.to_string();
    (done.op as u8, element, done.space as u8, done.signed.clone())
}

fn found(edit: &Edit) -> Told {
    let element = edit.element.to_string();
    let signed = edit.signed.clone().map(|value| plain(&element, &value));
    (edit.op as u8, element, edit.space as u8, signed)
}

/// Paths and queries by their meaning, everything else by its bytes.
fn plain(element: &str, value: &[u8]) -> Vec<u8> {
    if element == "path" || element.starts_with("query:") {
        unescaped(value)
    } else {
        value.to_vec()
    }
}

/// Whether an explanation blames the same side as what was done: the path, the client or the key.
#[must_use]
pub fn same_space(case: &Case, diagnosis: &Diagnosis) -> bool {
    let spaces = |edits: &mut dyn Iterator<Item = Space>| edits.map(|space| space as u8).collect::<BTreeSet<u8>>();
    let ours = spaces(&mut case.done.iter().map(|done| done.space));
    let explanation = diagnosis.explanation.as_ref();
    explanation.is_some_and(|found| spaces(&mut found.edits.iter().map(|edit| edit.space)) == ours)
}
