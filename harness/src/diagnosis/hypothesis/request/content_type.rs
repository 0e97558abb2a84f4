//! The content type was another, or absent, or written in another way.

use super::media_types::{COMMON, guesses};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "other content types: by the key's extension, common defaults, with and without charset, other spellings",
    floor: EVERYDAY,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    if !case.is_signed(b"content-type") {
        return;
    }
    let received = case.value("content-type");
    let received = received.as_deref().unwrap_or_default();
    for guess in guesses(case.extension().as_deref()) {
        propose_with_charsets(case, proposals, guess, EVERYDAY);
    }
    for spelling in respelled(received) {
        propose_one(case, proposals, &spelling, KNOWN);
    }
    if case.has_two_stages() {
        propose_one(case, proposals, b"", SELDOM);
    }
    for (value, cost) in COMMON {
        propose_with_charsets(case, proposals, value, *cost);
    }
}

fn propose_with_charsets(case: &Case<'_>, proposals: &mut Proposals<'_>, value: &str, cost: Cost) {
    propose_one(case, proposals, value.as_bytes(), cost);
    let charsets = if value.starts_with("text/") || value.ends_with("json") || value.ends_with("xml") {
        cost + 1
    } else {
        RARE
    };
    if !proposals.takes(charsets) {
        return;
    }
    for suffix in CHARSETS {
        propose_one(case, proposals, format!("{value}{suffix}").as_bytes(), charsets);
    }
}

fn propose_one(case: &Case<'_>, proposals: &mut Proposals<'_>, value: &[u8], cost: Cost) {
    if !proposals.takes(cost) {
        return;
    }
    let mut fields = case.received().named("content-type");
    let first = fields.next();
    let mut changes: Vec<Change> = fields.filter_map(|field| case.removal(&field)).collect();
    changes.push(match first {
        Some(field) => case.replacement(&field, value),
        None => Change::Request(Step::FieldInsert {
            name: b"Content-Type".to_vec(),
            value: value.to_vec(),
        }),
    });
    proposals.add(Proposal {
        cost: if first.is_some() { cost } else { cost.max(KNOWN) },
        texts: case.texts(b"content-type", Some(value)),
        changes,
    });
}

/// The received value without parameters, in lower case, and with the blanks around `;` and the case
/// of the charset changed, as clients and servers do (aws-sdk-js issue 244, issue 190).
fn respelled(received: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(received);
    let mut all = Vec::new();
    if !text.is_empty() && !text.contains(';') {
        all.extend(CHARSETS.iter().map(|suffix| format!("{text}{suffix}")));
    }
    if let Some((bare, parameters)) = text.split_once(';') {
        let (bare, parameters) = (bare.trim(), parameters.trim());
        all.push(bare.to_owned());
        all.push(format!("{bare};{parameters}"));
        all.push(format!("{bare}; {parameters}"));
        for parameters in [parameters.to_ascii_lowercase(), upper_value(parameters)] {
            all.push(format!("{bare};{parameters}"));
            all.push(format!("{bare}; {parameters}"));
        }
        all.push(format!("{bare}; {}", parameters.replace('"', "")));
    }
    all.push(text.to_ascii_lowercase());
    all.into_iter().map(String::into_bytes).collect()
}

/// `charset=utf-8` as `charset=UTF-8`.
fn upper_value(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, value)) => format!("{name}={}", value.to_ascii_uppercase()),
        None => parameter.to_owned(),
    }
}

/// As okhttp, Retrofit, Dart, .NET and axios append them.
const CHARSETS: &[&str] = &[
    "; charset=utf-8",
    ";charset=utf-8",
    "; charset=UTF-8",
    ";charset=UTF-8",
    "; charset=ISO-8859-1",
    "; charset=gbk",
];
