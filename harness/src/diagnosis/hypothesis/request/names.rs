//! A signed field that arrived under another name, or more than once.

use mock_oss::wire::Field;

use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::replaced;
use crate::diagnosis::case::{Case, MOST_PARTS, places};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, FAR, KNOWN, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "signed fields under other names (`_` and `-`, other vendors' prefixes), and repeats joined or taken once",
    floor: EVERYDAY,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for field in case.received().fields().take(MOST_PARTS) {
        if !proposals.takes(KNOWN) {
            return;
        }
        for (name, cost) in renamed(&field.name().to_ascii_lowercase()) {
            if let Some(index) = case.origin(field.index()).filter(|_| proposals.takes(cost)) {
                propose_steps(case, proposals, vec![Step::FieldRename(index, name)], cost);
            }
        }
    }
    propose_repeats(case, proposals);
}

fn propose_steps(case: &Case<'_>, proposals: &mut Proposals<'_>, steps: Vec<Step>, cost: Cost) {
    proposals.note(case.received().head().len());
    if let Some(texts) = case.texts_after(&steps) {
        let changes = steps.into_iter().map(Change::Request).collect();
        proposals.add(Proposal { cost, texts, changes });
    }
}

/// Proxies in the manner of nginx do not pass on names with `_`, and some write `-` instead;
/// gateways between vendors exchange prefixes.
pub(super) fn renamed(name: &[u8]) -> Vec<(Vec<u8>, Cost)> {
    let mut all = Vec::new();
    if let Some(rest) = name.strip_prefix(b"x-oss-meta-") {
        let dashes = places(rest, b'-');
        let underscored = replaced(rest, b"-", b"_");
        for &at in &dashes {
            let mut one = rest.to_vec();
            one[at] = b'_';
            all.push(([b"x-oss-meta-", one.as_slice()].concat(), KNOWN));
        }
        if dashes.len() > 1 {
            all.push(([b"x-oss-meta-", underscored.as_slice()].concat(), KNOWN));
        }
        all.push((
            name.iter()
                .map(|&byte| if byte == b'_' { b'-' } else { byte })
                .collect(),
            SELDOM,
        ));
    }
    for (from, to) in PREFIXES {
        if let Some(rest) = name.strip_prefix(from) {
            all.push(([to, rest].concat(), FAR));
        }
    }
    for (prefix, cost) in OWN_PREFIXES {
        match name.strip_prefix(prefix) {
            Some(rest) if rest.starts_with(b"x-") => all.push((rest.to_vec(), SELDOM)),
            Some(_) => all.push(([prefix, name].concat(), FAR)),
            None => all.push(([prefix, name].concat(), cost)),
        }
    }
    all.retain(|(other, _)| other != name);
    all
}

/// Of several fields of one signed name: one of them alone, or all joined with `, `.
fn propose_repeats(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let fields: Vec<Field<'_>> = case.signed_fields().collect();
    for (at, field) in fields.iter().enumerate() {
        if !proposals.takes(EVERYDAY) {
            return;
        }
        let same = |other: &&Field<'_>| other.name().eq_ignore_ascii_case(field.name());
        let others: Vec<&Field<'_>> = fields.iter().filter(same).collect();
        let first = fields.iter().position(|other| same(&other)) == Some(at);
        if others.len() < 2 {
            continue;
        }
        let rest = others.iter().filter(|other| other.index() != field.index());
        let removals: Vec<Change> = rest.filter_map(|other| case.removal(other)).collect();
        let name = field.name().to_ascii_lowercase();
        proposals.add(Proposal {
            cost: EVERYDAY,
            texts: case.texts(&name, Some(&field.value())),
            changes: removals.clone(),
        });
        if first {
            let values: Vec<_> = others.iter().map(|other| other.value()).collect();
            let joined = values.join(&b", "[..]);
            let mut changes = removals;
            changes.push(case.replacement(field, &joined));
            proposals.add(Proposal {
                cost: KNOWN,
                texts: case.texts(&name, Some(&joined)),
                changes,
            });
        }
    }
}

/// Prefixes that are put on twice or forgotten.
const OWN_PREFIXES: [(&[u8], Cost); 2] = [(b"x-oss-meta-", FAR), (b"x-oss-", FAR)];

const PREFIXES: [(&[u8], &[u8]); 4] = [
    (b"x-amz-meta-", b"x-oss-meta-"),
    (b"x-amz-", b"x-oss-"),
    (b"x-meta-", b"x-oss-meta-"),
    (b"meta-", b"x-oss-meta-"),
];
