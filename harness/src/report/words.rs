//! Names and sentences that several renderers use.

use std::fmt::Display;

use mock_oss::verify::Rule;

use crate::diagnosis::{Diagnosis, Explanation, Op};
use crate::run::{Effect, LeakOutcome};
use crate::words::shown;

/// What a canonical line holds, in a word or two.
pub(crate) fn rule(rule: Option<Rule>) -> &'static str {
    match rule {
        None => "",
        Some(Rule::Verb) => "verb",
        Some(Rule::ContentMd5) => "content-md5",
        Some(Rule::ContentType) => "content-type",
        Some(Rule::DateLine) => "date",
        Some(Rule::Header) => "header",
        Some(Rule::AdditionalHeaders) => "additional headers",
        Some(Rule::Resource) => "resource",
        Some(Rule::CanonicalUri) => "uri",
        Some(Rule::CanonicalQuery) => "query",
        Some(Rule::HeadersEnd) => "end of headers",
        Some(Rule::Payload) => "payload",
        Some(Rule::Algorithm) => "algorithm",
        Some(Rule::Timestamp) => "timestamp",
        Some(Rule::Scope) => "scope",
        Some(Rule::RequestHash) => "request hash",
        Some(Rule::Policy) => "policy",
    }
}

/// What a request came to: `verifies`, `mismatch, proven`, `mismatch, unexplained`.
pub(crate) fn verdict(diagnosis: &Diagnosis) -> String {
    diagnosis.headline.to_string()
}

/// The edits of an explanation in one line: `replace field:content-type, remove field:content-md5`.
pub(crate) fn edits(explanation: &Explanation) -> String {
    let edits = explanation.edits.iter().map(|edit| match edit.op {
        Op::Remove => format!("`{}` was not there", edit.element),
        Op::Replace => format!("`{}` was another", edit.element),
        Op::Insert => format!("`{}` is gone", edit.element),
    });
    edits.collect::<Vec<_>>().join(", ")
}

/// An explanation in one line, with what was signed.
pub(crate) fn explanation(explanation: &Explanation) -> String {
    let edits = explanation.edits.iter().map(|edit| {
        let signed = edit.signed.as_deref().map(|signed| format!(" `{}`", shown(signed)));
        let signed = signed.unwrap_or_default();
        let element = &edit.element;
        match (&edit.words, edit.op) {
            (Some(words), _) => format!("`{element}` {words}"),
            (None, Op::Remove) => format!("`{element}` was not there"),
            (None, Op::Replace) if signed.is_empty() => format!("`{element}` was another"),
            (None, Op::Replace) => format!("`{element}` was{signed}"),
            (None, Op::Insert) => format!("`{element}`{signed} is gone"),
        }
    });
    edits.collect::<Vec<_>>().join(", ")
}

/// What a leak did, in words; the worst first.
pub(crate) fn effects(outcome: &LeakOutcome) -> String {
    let words = outcome.effects.iter().map(|effect| match effect {
        Effect::BreaksSignature => "breaks the signature".to_owned(),
        Effect::EndangersFraming => "endangers the framing".to_owned(),
        Effect::LeaksSecret => "leaks a secret".to_owned(),
        Effect::ChangesObject(fields) => format!("changes the stored object ({})", fields.join(", ")),
        Effect::ClosesConnection => "closes the connection".to_owned(),
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        "harmless".to_owned()
    } else {
        words.join("; ")
    }
}

/// Each text once, in the order of their first standing.
pub(crate) fn distinct(all: impl Iterator<Item: Display>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for text in all.map(|one| one.to_string()) {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}

/// `1 upload`, `2 uploads`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
