//! The query was another when the request was signed.

use std::collections::{BTreeMap, BTreeSet};

use mock_oss::verify::names::{Part, is_url_parameter, url_part_of};
use mock_oss::verify::query_decode;
use mock_oss::wire::{QueryIndex, QueryPair};

use super::names::renamed;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::{percent_encoded, replaced};
use crate::diagnosis::case::{Case, MOST_BEHIND, MOST_PARTS};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::transformation::{Kind, variants};

pub(crate) const FAMILY: Family = Family {
    words: "other queries: parameters left out, added, once instead of twice, decoded or encoded once more, with \
            `&amp;` undone",
    floor: EVERYDAY,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let all = changes(case);
    for (steps, cost) in &all {
        propose_steps(case, proposals, steps, *cost);
    }
    propose_transformed(case, proposals);
    if !proposals.takes(FAR) {
        return;
    }
    for (at, (some, cost)) in all.iter().enumerate() {
        if !proposals.takes(FAR) {
            return;
        }
        for (others, more) in &all[at + 1..] {
            if cost + more <= 2 * SELDOM && are_apart(some, others) {
                let both = [some.as_slice(), others].concat();
                propose_steps(case, proposals, &both, (cost + more).max(FAR));
            }
        }
    }
}

/// What may have happened to the query: one parameter changed, or several together.
pub(crate) fn changes(case: &Case<'_>) -> Vec<(Vec<Step>, Cost)> {
    let singles = singles(case).into_iter();
    let singles = singles.map(|(step, cost)| (vec![step], cost));
    singles.chain(together(case)).collect()
}

fn propose_steps(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: &[Step], cost: Cost) {
    let proposal = made(case, proposals, steps, cost);
    proposals.add(proposal);
}

fn propose_any(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: &[Step], cost: Cost) {
    let proposal = made(case, proposals, steps, cost);
    proposals.add_any(proposal);
}

fn made(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: &[Step], cost: Cost) -> Option<Proposal> {
    if !proposals.takes(cost) {
        return None;
    }
    proposals.note(case.received().head().len());
    let texts = case.texts_after(steps)?;
    let changes = steps.iter().cloned().map(Change::Request).collect();
    Some(Proposal { cost, texts, changes })
}

/// Each signed parameter's value, and that of all together, as another text.
fn propose_transformed(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let mut groups: BTreeMap<(usize, usize), (Vec<Step>, Cost)> = BTreeMap::new();
    for pair in case.received().query().take(MOST_PARTS) {
        let name = query_decode(pair.name);
        let is_own = is_claim(&name) || is_token(&name);
        let Some(index) = case.query_origin(pair.index).filter(|_| !is_own) else {
            continue;
        };
        for (other, cost) in renamed(&name) {
            let piece = [&percent_encoded(&other), &b"="[..], pair.value.unwrap_or_default()].concat();
            propose_any(case, proposals, &[Step::QuerySet(index, piece)], cost);
        }
        if !case.scheme().signs_parameter(&name) {
            continue;
        }
        let known: BTreeSet<Vec<u8>> = respelled(&pair).iter().map(|value| query_decode(value)).collect();
        let value = query_decode(pair.value.unwrap_or_default());
        for variant in variants(Kind::Parameter, &value, proposals.ceiling()) {
            let step = Step::QuerySet(index, [pair.name, b"=", &percent_encoded(&variant.text)].concat());
            if let Some(number) = variant.number {
                let (steps, cost) = groups.entry(number).or_default();
                steps.push(step.clone());
                *cost = variant.cost.max(*cost);
            }
            if !known.contains(&variant.text) {
                propose_any(case, proposals, &[step], variant.cost);
            }
        }
    }
    for (steps, cost) in groups.into_values().filter(|(steps, _)| steps.len() > 1) {
        propose_any(case, proposals, &steps, cost);
    }
}

/// Whether two sets of steps are about different parameters.
fn are_apart(some: &[Step], others: &[Step]) -> bool {
    let parts: BTreeSet<QueryIndex> = some.iter().filter_map(part).collect();
    others.iter().filter_map(part).all(|part| !parts.contains(&part))
}

/// The parameter that a step is about; `None` for an added one.
fn part(step: &Step) -> Option<QueryIndex> {
    match step {
        Step::QueryRemove(index) | Step::QuerySet(index, _) => Some(*index),
        _ => None,
    }
}

/// One change of one parameter each.
fn singles(case: &Case<'_>) -> Vec<(Step, Cost)> {
    let mut all = Vec::new();
    let signature = case.received().query().position(|pair| is_signature(pair.name));
    let signed_before = |pair: &QueryPair<'_>| signature.is_some_and(|signature| signature < pair.index.0);
    let times = times_of_each(case);
    for pair in case.received().query().take(MOST_PARTS) {
        let Some(index) = case.query_origin(pair.index) else {
            continue;
        };
        let name = query_decode(pair.name);
        if is_token(&name) {
            all.push((Step::QueryRemove(index), SELDOM));
        }
        let repeated = times.get(&name).is_some_and(|&times| times > 1);
        if is_claim(&name) {
            all.extend(repeated.then_some((Step::QueryRemove(index), KNOWN)));
            continue;
        }
        let cost = if repeated || signed_before(&pair) {
            EVERYDAY
        } else {
            removal_cost(&name)
        };
        all.push((Step::QueryRemove(index), cost));
        for value in respelled(&pair) {
            let piece = [pair.name, b"=", &value].concat();
            all.push((Step::QuerySet(index, piece), SELDOM));
        }
    }
    all.extend(other_validities(case));
    for &name in DROPPED {
        let known = case.received().query().any(|pair| pair.name == name.as_bytes());
        if !known {
            all.push((Step::QueryInsert(name.as_bytes().to_vec()), RARE));
        }
    }
    all
}

/// How many parameters have each decoded name.
fn times_of_each(case: &Case<'_>) -> BTreeMap<Vec<u8>, usize> {
    let mut times = BTreeMap::new();
    for pair in case.received().query() {
        *times.entry(query_decode(pair.name)).or_default() += 1;
    }
    times
}

/// A V4 URL's validity was another: what people choose, in seconds.
fn other_validities(case: &Case<'_>) -> Vec<(Step, Cost)> {
    const CHOSEN: [&str; 12] = [
        "60", "300", "600", "900", "1200", "1800", "3600", "7200", "10800", "43200", "86400", "604800",
    ];
    let pairs = case.received().query().filter(|pair| pair.name == b"x-oss-expires");
    let origins = pairs.take(MOST_PARTS).filter_map(|pair| case.query_origin(pair.index));
    let steps = origins.flat_map(|index| {
        let piece = move |value: &str| Step::QuerySet(index, format!("x-oss-expires={value}").into_bytes());
        CHOSEN.iter().map(move |value| (piece(value), SELDOM))
    });
    steps.collect()
}

/// Several parameters at once: all behind the n-th, all that trackers and cache-busters add, and
/// names that an HTML-escaped `&amp;` gave another beginning.
fn together(case: &Case<'_>) -> Vec<(Vec<Step>, Cost)> {
    let (mut removals, mut added) = (Vec::new(), Vec::new());
    for pair in case.received().query() {
        let name = query_decode(pair.name);
        let Some(index) = case.query_origin(pair.index).filter(|_| !is_claim(&name)) else {
            continue;
        };
        removals.push(Step::QueryRemove(index));
        added.extend(is_added_on_the_way(&name).then_some(Step::QueryRemove(index)));
    }
    let mut all = Vec::new();
    for keep in (0..removals.len().saturating_sub(1)).rev().take(MOST_BEHIND) {
        all.push((removals[keep..].to_vec(), SELDOM));
    }
    if added.len() > 1 {
        all.push((added, EVERYDAY));
    }
    let escaped = case.received().query().filter_map(|pair| {
        let index = case.query_origin(pair.index)?;
        let piece = case.received().bytes_of(pair.span).strip_prefix(b"amp;")?;
        Some(Step::QuerySet(index, piece.to_vec()))
    });
    let escaped: Vec<Step> = escaped.collect();
    if !escaped.is_empty() {
        all.push((escaped, KNOWN));
    }
    all
}

/// A value encoded once more or once less on its way, with plus and space exchanged, or lower-cased.
fn respelled(pair: &QueryPair<'_>) -> Vec<Vec<u8>> {
    let value = pair.value.unwrap_or_default();
    let decoded = query_decode(value);
    let mut all = vec![
        percent_encoded(&percent_encoded(&decoded)),
        replaced(value, b"%25", b"%"),
        replaced(value, b"+", b"%2B"),
        replaced(value, b"%20", b"%2B"),
        replaced(value, b"%2B", b"%20"),
        replaced(value, b"%2b", b"%20"),
        value.to_ascii_lowercase(),
        Vec::new(),
    ];
    all.retain(|other| query_decode(other) != decoded);
    all
}

fn removal_cost(name: &[u8]) -> Cost {
    if is_added_on_the_way(name) { EVERYDAY } else { KNOWN }
}

/// Whether the signature stands here: what stands behind it was as a rule appended to a finished URL.
fn is_signature(name: &[u8]) -> bool {
    is_url_parameter(name, Part::Signature)
}

/// Whether a decoded name is one that a signed URL must have. `Expires` is a word of others, too: beside a
/// claim that has it not, it was added.
fn is_claim(name: &[u8]) -> bool {
    name != b"Expires" && url_part_of(name).is_some()
}

/// Whether a decoded name is a security token's: a signed URL without it is one, too.
fn is_token(name: &[u8]) -> bool {
    is_url_parameter(name, Part::Token)
}

/// Cache-busters, trackers and what SDKs of other vendors append (netbox issue 23051, rtMedia issue
/// 1664, minio issue 10792).
fn is_added_on_the_way(name: &[u8]) -> bool {
    const ADDED: [&[u8]; 14] = [
        b"_",
        b"_t",
        b"t",
        b"ts",
        b"v",
        b"r",
        b"rand",
        b"random",
        b"timestamp",
        b"time",
        b"x-id",
        b"fbclid",
        b"gclid",
        b"cb",
    ];
    ADDED.contains(&name) || name.starts_with(b"utm_") || name.starts_with(b"spm")
}

/// Sub-resources without a value that a request may have lost.
const DROPPED: &[&str] = &[
    "acl",
    "append",
    "bucketInfo",
    "cors",
    "delete",
    "encryption",
    "inventory",
    "lifecycle",
    "live",
    "location",
    "logging",
    "objectMeta",
    "policy",
    "qosInfo",
    "referer",
    "replication",
    "restore",
    "stat",
    "symlink",
    "tagging",
    "uploads",
    "versioning",
    "versions",
    "website",
    "worm",
];
