//! An additionally signed header that intermediaries rewrite.

use crate::diagnosis::case::volatile::values;
use crate::diagnosis::case::{Case, MOST_PARTS, places};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, KNOWN, RARE};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "other values of additionally signed headers: what proxies, CDNs and libraries rewrite, hops taken off lists",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for name in case.examination.presented.additional_headers.iter().take(MOST_PARTS) {
        if !proposals.takes(KNOWN) {
            return;
        }
        let mut fields = case.received().named(name);
        let (Some(field), None) = (fields.next(), fields.next()) else {
            continue;
        };
        let received = field.value();
        let known = values(&case.world, name).into_iter().map(|value| (value, KNOWN));
        let fewer = hops_off(&received).into_iter().map(|value| (value, KNOWN));
        let words = without_last_word(&received).into_iter().map(|value| (value, RARE));
        let all: Vec<(Vec<u8>, Cost)> = known.chain(fewer).chain(words).collect();
        for (value, cost) in all.into_iter().filter(|(value, _)| *value != received.as_ref()) {
            proposals.add(Proposal {
                cost,
                texts: case.texts(name.as_bytes(), Some(&value)),
                changes: vec![case.replacement(&field, &value)],
            });
        }
    }
}

/// A list without its last element, without its last two, and so on (`Via`, `X-Forwarded-For`).
fn hops_off(value: &[u8]) -> Vec<Vec<u8>> {
    let commas = places(value, b',').into_iter().rev();
    commas.map(|at| value[..at].trim_ascii_end().to_vec()).collect()
}

/// A `User-Agent` without what was appended to it.
fn without_last_word(value: &[u8]) -> Option<Vec<u8>> {
    let at = value.iter().rposition(|&byte| byte == b' ')?;
    Some(value[..at].to_vec())
}
