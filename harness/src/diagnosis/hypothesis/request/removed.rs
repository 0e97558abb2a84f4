//! A signed field that was not there when the request was signed.

use mock_oss::wire::Field;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, KNOWN, RARE};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::leak::is_response_only;

pub(crate) const FAMILY: Family = Family {
    words: "leaving out each signed field",
    floor: EVERYDAY,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    // Of lines that say the same, the last one is the one too many.
    let mut fields: Vec<Field<'_>> = case.signed_fields().collect();
    fields.reverse();
    for field in fields {
        let name = field.name().to_ascii_lowercase();
        let cost = cost(&name);
        if !proposals.takes(cost) {
            continue;
        }
        propose_all_of(case, proposals, &name);
        let rest = value_without(case, &field);
        let texts = case.texts(&name, rest.as_deref());
        if let Some(change) = case.removal(&field) {
            let changes = vec![change];
            proposals.add(Proposal { cost, texts, changes });
        }
    }
}

/// All lines of a name that stands more than once.
fn propose_all_of(case: &Case<'_>, proposals: &mut Proposals<'_>, name: &[u8]) {
    let same: Vec<Field<'_>> = case
        .received()
        .fields()
        .filter(|field| field.name().eq_ignore_ascii_case(name))
        .collect();
    if same.len() < 2 {
        return;
    }
    let changes: Vec<Change> = same.iter().filter_map(|field| case.removal(field)).collect();
    let texts = case.texts(name, None);
    proposals.add(Proposal {
        cost: cost(name) + 1,
        texts,
        changes,
    });
}

/// The joint value of the other fields of the same name.
fn value_without(case: &Case<'_>, field: &Field<'_>) -> Option<Vec<u8>> {
    let same = case.received().fields().filter(|other| {
        let other_line = other.index() != field.index();
        other_line && other.name().eq_ignore_ascii_case(field.name())
    });
    let values: Vec<_> = same.map(|other| other.value()).collect();
    (!values.is_empty()).then(|| values.join(&b','))
}

/// Everyday are a `Content-Type` that a library fills in, the fields of a download's response
/// (ali-sdk/ali-oss#398) and the CDN's `x-oss-range-behavior`, which is on the service's own page of causes
/// (EC 0002-00000040). What every request of a scheme must have was
/// hardly added by accident.
fn cost(name: &[u8]) -> Cost {
    match name {
        b"content-type" | b"content-md5" | b"x-oss-range-behavior" => EVERYDAY,
        b"x-oss-date" | b"date" | b"x-oss-content-sha256" | b"x-oss-security-token" => RARE,
        _ if is_response_only(name) => EVERYDAY,
        _ => KNOWN,
    }
}
