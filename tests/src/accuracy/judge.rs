//! An explanation, held against what was done.
//!
//! An answer is one of:
//!
//! - **equal**: its edits are the ones that undo what was done, with the same operations, elements,
//!   values and spaces (values that must not be shown are not compared);
//! - **equivalent**: other edits that lead to the same bytes, which is all that can be known. Exactly:
//!   applied by this folder's own signer ([`super::replay`]) they give the presented signature; no
//!   proper subset of them does; no two of them contradict one another; each stands for a part of the
//!   string that really differs, and each part that differs stands under one of them
//!   ([`super::done::covers`]); and the recovered string that is shown is the one that was signed;
//! - **wrong**: proven by the tool, and one of these does not hold ([`Fault`]);
//! - **unexplained**: nothing proven.
//!
//! Where the bytes cannot decide who erred, the path or the client, both tellings are equivalent; how
//! often the very side is blamed is counted apart. Explanations told as alternatives are held to the
//! same rules and counted apart.

use std::collections::BTreeSet;

use harness::diagnosis::{Confidence, Diagnosis, Edit, Element, Explanation, Op, Severity, Space, VerdictKind};

use super::case::Case;
use super::cause::{Done, Ends};
use super::done::covers;
use super::replay::{Replay, clears_headers, replay};
use super::shown::shows_what_was_signed;
use super::signer::{Part, unescaped};
use crate::accuracy::said::{name_of, said};

/// What a diagnosis is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Proven, and the very edits that undo what was done.
    Equal,
    /// Proven, and another way to tell the same bytes.
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
    /// Two of its edits say different things about one part.
    Contradictory,
    /// It names something that was not changed, or leaves out what was.
    Elsewhere,
    /// The string to sign that it shows is not the one that was signed.
    Shown,
    /// The request verifies, and something is proven all the same.
    NoMismatch,
    /// It says something in words for which [`super::replay`] has no reading.
    Unread,
}

impl Judgement {
    /// Whether it is a proof that does not hold.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

/// Judges a diagnosis of a case.
#[must_use]
pub fn judge(case: &Case, diagnosis: &Diagnosis) -> Judgement {
    let Some(explanation) = diagnosis.explanation.as_ref().filter(|found| is_proven(found)) else {
        return Judgement::Unexplained;
    };
    if diagnosis.verdict == VerdictKind::Verified {
        return Judgement::Wrong(Fault::NoMismatch);
    }
    if let Some(fault) = fault(case, explanation) {
        return Judgement::Wrong(fault);
    }
    if !shows_what_was_signed(case, diagnosis) {
        return Judgement::Wrong(Fault::Shown);
    }
    if is_equal(case, &explanation.edits) {
        Judgement::Equal
    } else {
        Judgement::Equivalent
    }
}

/// How many explanations are told as alternatives, and how many of them do not hold.
#[must_use]
pub fn alternatives(case: &Case, diagnosis: &Diagnosis) -> (u64, u64) {
    let proven: Vec<&Explanation> = diagnosis.alternatives.iter().filter(|found| is_proven(found)).collect();
    let wrong = proven.iter().filter(|explanation| fault(case, explanation).is_some());
    (proven.len() as u64, wrong.count() as u64)
}

/// Whether an explanation is minimal in number too: it has no more edits than undo what was done.
#[must_use]
pub fn is_short(case: &Case, diagnosis: &Diagnosis) -> bool {
    let explanation = diagnosis.explanation.as_ref();
    explanation.is_some_and(|found| found.edits.len() <= case.done.len())
}

fn is_proven(explanation: &Explanation) -> bool {
    explanation.confidence == Confidence::Proven
}

fn fault(case: &Case, explanation: &Explanation) -> Option<Fault> {
    let edits: Vec<&Edit> = explanation.edits.iter().collect();
    if contradicts_itself(case, &edits) {
        return Some(Fault::Contradictory);
    }
    match replay(case, &edits) {
        Replay::Fails => return Some(Fault::Unsound),
        Replay::Unread => return Some(Fault::Unread),
        Replay::Leads => {}
    }
    // What a structural cause changes is no part of what is signed: a repaired signature, a second claim.
    if case.causes.iter().any(|cause| matches!(cause.ends, Ends::Structure(_))) {
        return None;
    }
    if subsets(&edits)
        .iter()
        .any(|subset| replay(case, subset) == Replay::Leads)
    {
        return Some(Fault::Needless);
    }
    (!stands_for_the_parts(case, &edits)).then_some(Fault::Elsewhere)
}

/// Whether an edit says that a field or a parameter was signed under this name.
fn is_name_of(words: &str, name: &[u8]) -> bool {
    let told = words
        .strip_prefix("signed under the name `")
        .and_then(|rest| rest.strip_suffix('`'));
    told.is_some_and(|told| told.as_bytes().eq_ignore_ascii_case(name))
}

/// Whether one part is said to have been two things: a field or parameter at one place in two ways, or
/// a header line in a string that is said to have none.
fn contradicts_itself(case: &Case, edits: &[&Edit]) -> bool {
    let twice = edits.iter().enumerate().any(|(at, one)| {
        let named = match one.element {
            Element::Field(_) | Element::Query(_) | Element::Method => true,
            // Its removal is that of `x-oss-date` from among the headers.
            Element::Date => one.op != Op::Remove,
            _ => false,
        };
        let added = |other: &Edit| one.op == Op::Insert || other.op == Op::Insert;
        let is_same =
            |other: &&&Edit| other.element == one.element && (other.element != Element::Date || other.op == one.op);
        let mut others = edits[at + 1..].iter().filter(is_same);
        named && others.any(|other| one.at.is_none() || one.at == other.at || added(other))
    });
    let says_none = |edit: &&&Edit| clears_headers(&said(edit));
    let is_line = |edit: &&&Edit| match &edit.element {
        Element::Field(name) => edit.op != Op::Remove && is_header_line(case, name_of(name)),
        Element::Host => edit.op != Op::Remove && case.received_draft().additional.iter().any(|name| name == "host"),
        _ => false,
    };
    twice || (edits.iter().any(|edit| says_none(&edit)) && edits.iter().any(|edit| is_line(&edit)))
}

/// Whether a field stands among the header lines of the string, and not on a line of its own.
fn is_header_line(case: &Case, name: &str) -> bool {
    case.facts.kind.is_v4() || !["content-type", "content-md5", "date"].contains(&name)
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
    let stands_for = |edit: &Edit, part: &Part| {
        let words = said(edit);
        let words = words.as_str();
        let by_words = match part {
            Part::HeaderForm => matches!(edit.element, Element::Field(_)) && words.contains("lower case"),
            Part::Field(name) if is_name_of(words, name.as_bytes()) => true,
            Part::Query(name) if is_name_of(words, name) => true,
            Part::Field(name) => clears_headers(words) && is_header_line(case, name),
            // What is said of all escapes is said of those of each parameter.
            Part::Query(_) => {
                let of_all = words.contains("parameter") || words.contains("escapes");
                edit.element == Element::StringToSign && of_all
            }
            // A path that was escaped once more and one that is signed unescaped are the same bytes.
            Part::Path => edit.element == Element::StringToSign && words.contains("escapes"),
            _ => false,
        };
        covers(&edit.element, part, kind) || by_words
    };
    let covered = case
        .parts
        .iter()
        .all(|part| edits.iter().any(|edit| stands_for(edit, part)));
    let justified = edits
        .iter()
        .all(|edit| case.parts.iter().any(|part| stands_for(edit, part)));
    covered && justified
}

fn is_equal(case: &Case, edits: &[Edit]) -> bool {
    let ours: BTreeSet<_> = case.done.iter().map(told).collect();
    let theirs: BTreeSet<_> = edits.iter().map(found).collect();
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

/// Whether what a person is told first is what was done: an error, of the code of an edit that has the operation, the
/// element and the side of something that was done. A cause that shows in the head alone has its own code; one that
/// cannot be inverted has the honest end's.
#[must_use]
pub fn tells_first(case: &Case, diagnosis: &Diagnosis, ends: Ends) -> bool {
    let Some(first) = diagnosis.diagnostics.first() else {
        return false;
    };
    match ends {
        Ends::Structure(code) => first.code.name() == code,
        Ends::Unknown(_) => first.code.name() == "unexplained",
        Ends::Proven => {
            let place = |(op, element, space, _): Told| (op, element, space);
            let ours: Vec<_> = case.done.iter().map(|done| place(told(done))).collect();
            let edits = diagnosis.explanation.iter().flat_map(|found| &found.edits);
            let mut true_ones = edits.filter(|edit| ours.contains(&place(found(edit))));
            first.severity == Severity::Error && true_ones.any(|edit| edit.code == first.code)
        }
    }
}
