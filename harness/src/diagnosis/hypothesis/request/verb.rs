//! The method was another when the request was signed.

use mock_oss::verify::Rule;

use super::media_types::{COMMON, guesses};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, KNOWN, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "the other methods, alone and with the content type that changed with them",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let received = case.received().method();
    for &method in METHODS.iter().filter(|&&method| method != received) {
        proposals.add(Proposal {
            cost: if is_common(received, method) { KNOWN } else { SELDOM },
            texts: vec![(PieceKey::Line(Rule::Verb), Some(method.to_vec()))],
            changes: vec![Change::Request(Step::Method(method.to_vec()))],
        });
    }
    propose_with_type(case, proposals);
}

/// A form sent to a URL that was signed for PUT, and a redirect that was followed with GET and lost the
/// body: method and type change at once (RFC 9110 section 15.4).
fn propose_with_type(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let field = case.received().named("content-type").next();
    let is_form = field.is_some_and(|field| field.value().starts_with(b"multipart/form-data"));
    let signed: &[&[u8]] = match (case.received().method(), field) {
        (b"POST", Some(_)) if is_form => &[b"PUT"],
        (b"GET", None) => &[b"POST", b"PUT"],
        _ => return,
    };
    if let Some(field) = field {
        for &method in signed {
            propose_both(case, proposals, KNOWN, method, (None, case.removal(&field)));
        }
    }
    let extension = case.extension();
    let guessed = guesses(extension.as_deref()).map(|value| (value, KNOWN));
    let common = COMMON.iter().map(|&(value, cost)| (value, cost.max(SELDOM)));
    for (value, cost) in guessed.chain(common) {
        let change = match field {
            Some(field) => case.replacement(&field, value.as_bytes()),
            None => Change::Request(Step::FieldInsert {
                name: b"Content-Type".to_vec(),
                value: value.as_bytes().to_vec(),
            }),
        };
        for &method in signed {
            propose_both(case, proposals, cost, method, (Some(value), Some(change.clone())));
        }
    }
}

fn propose_both(
    case: &Case<'_>,
    proposals: &mut Proposals<'_>,
    cost: Cost,
    method: &[u8],
    (value, change): (Option<&str>, Option<Change>),
) {
    let mut texts = case.texts(b"content-type", value.map(str::as_bytes));
    texts.push((PieceKey::Line(Rule::Verb), Some(method.to_vec())));
    let method = Change::Request(Step::Method(method.to_vec()));
    let changes = [method].into_iter().chain(change).collect();
    proposals.add(Proposal { cost, texts, changes });
}

/// A CDN turns HEAD into GET (EC 0002-00000040), and URLs signed for one of these are used with
/// the other.
fn is_common(received: &[u8], signed: &[u8]) -> bool {
    matches!(
        (received, signed),
        (b"GET", b"HEAD" | b"PUT") | (b"HEAD", b"GET") | (b"PUT", b"POST" | b"GET") | (b"POST", b"PUT")
    )
}

const METHODS: &[&[u8]] = &[b"GET", b"PUT", b"POST", b"HEAD", b"DELETE", b"OPTIONS"];
