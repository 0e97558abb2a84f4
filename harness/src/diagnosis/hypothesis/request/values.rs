//! A signed field whose value was another text when the request was signed: what software does to text, undone.

use std::collections::BTreeMap;

use mock_oss::wire::Field;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{KNOWN, RARE};
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::leak::is_response_only;
use crate::diagnosis::transformation::{Kind, Variant, variants};
use crate::diagnosis::{Code, Element};
use crate::words::{wire, words};

pub(crate) const FAMILY: Family = Family {
    words: "other spellings of signed values: character encodings, escapes, blanks, commas, quotes, case",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let mut groups: BTreeMap<(usize, usize), Vec<Proposal>> = BTreeMap::new();
    for field in case.signed_fields() {
        if !proposals.takes(KNOWN) {
            return;
        }
        let name = field.name().to_ascii_lowercase();
        let Some(kind) = kind(&name).filter(|_| is_single(case, &field)) else {
            continue;
        };
        for variant in variants(kind, &field.value(), proposals.ceiling()) {
            proposals.note(variant.text.len());
            let proposal = at(case, &field, &name, &variant);
            if let Some(number) = variant.number.filter(|_| name.starts_with(b"x-oss-meta-")) {
                groups.entry(number).or_default().push(proposal.clone());
            }
            // The commonest are seen beside any two others.
            if variant.cost <= KNOWN {
                proposals.add(proposal);
            } else {
                proposals.add_any(proposal);
            }
        }
    }
    // What one program does to one field it does to all of a kind.
    for together in groups.into_values().filter(|together| together.len() > 1) {
        proposals.add_any(Proposal {
            cost: together.iter().map(|one| one.cost).max().unwrap_or(RARE),
            texts: together.iter().flat_map(|one| one.texts.clone()).collect(),
            changes: together.into_iter().flat_map(|one| one.changes).collect(),
        });
    }
}

fn at(case: &Case<'_>, field: &Field<'_>, name: &[u8], variant: &Variant) -> Proposal {
    let value = variant.text.as_slice();
    let change = if travels(value) {
        case.replacement(field, value)
    } else {
        let words = words!("the value {}, which does not travel", variant.by.says());
        let received = field.value();
        Change::Other(client(
            Code::CanonicalFormDiffers,
            Element::Field(wire(name)),
            words,
            Some(received.as_ref()),
            Some(value),
        ))
    };
    Proposal {
        cost: variant.cost,
        texts: case.texts(name, Some(value)),
        changes: vec![change],
    }
}

/// Dates and what is on the payload line have families of their own; a token is right or wrong; and what only
/// responses have was never signed.
fn kind(name: &[u8]) -> Option<Kind> {
    match name {
        _ if is_response_only(name) => None,
        b"date" | b"x-oss-date" | b"x-oss-security-token" | b"x-oss-content-sha256" => None,
        b"content-md5" => Some(Kind::Digest),
        _ => Some(Kind::Field),
    }
}

fn is_single(case: &Case<'_>, field: &Field<'_>) -> bool {
    let mut same = case.received().fields();
    same.all(|other| other.index() == field.index() || !other.name().eq_ignore_ascii_case(field.name()))
}

/// Whether a field can have the value (RFC 9110 section 5.5).
fn travels(value: &[u8]) -> bool {
    let plain = |byte: &u8| *byte == b'\t' || (*byte >= b' ' && *byte != 0x7F);
    let ends = [value.first(), value.last()];
    value.iter().all(plain) && !ends.into_iter().flatten().any(|byte| matches!(byte, b' ' | b'\t'))
}
