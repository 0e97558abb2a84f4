//! A field that was a parameter of the URL when the request was signed, and the reverse.
//!
//! Signers of URLs write what they sign into the query (AWS's move fields there); who sends the request may know the
//! value as a field. Each way it is signed once, and at the other place.

use mock_oss::verify::names::url_part_of;
use mock_oss::verify::query_decode;

use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::percent_encoded;
use crate::diagnosis::case::{Case, MOST_PARTS};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, RARE};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "fields that were parameters when the request was signed, and parameters that were fields",
    floor: RARE,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for steps in to_fields(case).chain(to_parameters(case)) {
        if !proposals.takes(COST) {
            return;
        }
        proposals.note(case.received().head().len());
        let texts = case.texts_after(&steps);
        let changes = steps.into_iter().map(Change::Request).collect();
        proposals.add_any(texts.map(|texts| Proposal {
            cost: COST,
            texts,
            changes,
        }));
    }
}

/// Parameters named as fields are that no field of the head has.
fn to_fields<'c>(case: &'c Case<'_>) -> impl Iterator<Item = Vec<Step>> + 'c {
    let pairs = case.received().query().take(MOST_PARTS);
    pairs.filter_map(|pair| {
        let name = query_decode(pair.name).to_ascii_lowercase();
        let value = query_decode(pair.value.unwrap_or_default());
        let is_own = url_part_of(&name).is_some();
        let is_field = !is_own && case.is_signed(&name) && case.first_of(&name).is_none();
        let index = case.query_origin(pair.index).filter(|_| is_field)?;
        Some(vec![Step::QueryRemove(index), Step::FieldInsert { name, value }])
    })
}

/// Signed fields that no parameter of the URL has.
fn to_parameters<'c>(case: &'c Case<'_>) -> impl Iterator<Item = Vec<Step>> + 'c {
    case.signed_fields().filter_map(|field| {
        let name = field.name().to_ascii_lowercase();
        let is_own = matches!(name.as_slice(), b"host" | b"date" | b"x-oss-date") || url_part_of(&name).is_some();
        let is_there = case
            .received()
            .query()
            .any(|pair| query_decode(pair.name).eq_ignore_ascii_case(&name));
        let index = case.origin(field.index()).filter(|_| !is_own && !is_there)?;
        let value = percent_encoded(&field.value());
        let with = |name: &[u8]| [name, b"=", &value].concat();
        Some(vec![Step::FieldRemove(index), Step::QueryInsert(with(field.name()))])
    })
}

/// Seen with signers of S3's URLs, whose clients send OSS's.
const COST: Cost = RARE;
