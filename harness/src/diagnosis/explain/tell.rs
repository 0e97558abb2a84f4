//! Explanations in words, as a compiler writes them.

use std::fmt::Write as _;

use mock_oss::wire::{Span, escaped};

use super::help::help;
use crate::diagnosis::{
    Attribution, Code, Confidence, Diagnostic, Edit, Element, Explanation, Label, Op, Rank, Severity, Space,
};

/// One diagnostic for each cause: edits of one kind that one party made are told together.
pub(crate) fn tell(explanation: &Explanation) -> Vec<Diagnostic> {
    let mut causes: Vec<Vec<&Edit>> = Vec::new();
    for edit in &explanation.edits {
        match causes.iter_mut().find(|cause| is_same_cause(cause[0], edit)) {
            Some(cause) => cause.push(edit),
            None => causes.push(vec![edit]),
        }
    }
    causes.iter().map(|cause| of_cause(cause, explanation)).collect()
}

/// Whether two edits are the same kind of change by the same party, to be mended in the same way.
fn is_same_cause(left: &Edit, right: &Edit) -> bool {
    let who = |edit: &Edit| edit.author.as_ref().map(|author| author.who.clone());
    let of_fields = |edit: &Edit| matches!(edit.element, Element::Field(_)) && edit.words.is_none();
    left.code == right.code
        && (left.op, left.space) == (right.op, right.space)
        && of_fields(left)
        && of_fields(right)
        && who(left) == who(right)
        && help(left) == help(right)
}

fn of_cause(cause: &[&Edit], explanation: &Explanation) -> Diagnostic {
    let first = cause[0];
    let mut notes = vec![proof(cause, explanation)];
    notes.extend(first.words.clone());
    notes.extend(blame(cause));
    let severity = match explanation.confidence {
        Confidence::Proven => Severity::Error,
        Confidence::Suspected => Severity::Warning,
    };
    let labels = cause.iter().filter_map(|edit| Some(label(edit, edit.at?.span)));
    Diagnostic {
        code: first.code,
        severity,
        headline: headline(cause),
        labels: labels.collect(),
        notes,
        help: help(first),
    }
}

fn headline(cause: &[&Edit]) -> String {
    let first = cause[0];
    let what = match cause.len() {
        1 => named(&first.element),
        2 => format!("{} and {}", named(&first.element), named(&cause[1].element)),
        several => format!("{} and {} other fields", named(&first.element), several - 1),
    };
    match first.code {
        Code::FieldRepeated | Code::HostRepeated => return format!("{what} is sent more often than it was signed"),
        Code::IdAndSecretExchanged => return "the secret of the access key is presented as its id".to_owned(),
        Code::SignaturePlusLost | Code::SignatureMalformed => {
            return "the signature did not arrive as it was made".to_owned();
        }
        _ => {}
    }
    match (first.space, first.op, cause.len()) {
        (Space::Request, Op::Remove, 1) => format!("{what} was not there when the request was signed"),
        (Space::Request, Op::Remove, _) => format!("{what} were not there when the request was signed"),
        (Space::Request, Op::Insert, 1) => format!("{what} was there when the request was signed, and is gone"),
        (Space::Request, Op::Insert, _) => format!("{what} were there when the request was signed, and are gone"),
        (Space::Request, Op::Replace, 1) => format!("{what} is not the one that was signed"),
        (Space::Request, Op::Replace, _) => format!("{what} are not the ones that were signed"),
        (Space::Client, Op::Remove, _) if matches!(first.element, Element::Query(_) | Element::Field(_)) => {
            format!("the client did not sign the {what}, which the service does")
        }
        (Space::Client, Op::Insert, _) if matches!(first.element, Element::Query(_) | Element::Field(_)) => {
            format!("the client signed the {what}, which the service does not")
        }
        (Space::Client, ..) => format!("the client signed another {what} than the service does"),
        (Space::Key, ..) => "the signature was made with another key".to_owned(),
    }
}

/// An element as a sentence names it.
fn named(element: &Element) -> String {
    match element {
        Element::Field(name) => format!("`{name}`"),
        Element::Query(name) => format!("query parameter `{name}`"),
        Element::Form(name) => format!("form field `{name}`"),
        Element::Method => "the method".to_owned(),
        Element::Path => "the path".to_owned(),
        Element::Host => "the host".to_owned(),
        Element::Resource => "resource".to_owned(),
        Element::Date => "date line".to_owned(),
        Element::Scope => "scope".to_owned(),
        Element::Secret => "secret".to_owned(),
        Element::Body => "body".to_owned(),
        Element::StringToSign => "string".to_owned(),
    }
}

fn label(edit: &Edit, span: Span) -> Label {
    let text = match (&edit.signed, edit.op) {
        (Some(signed), Op::Replace) if edit.words.is_none() => format!("signed as `{}`", escaped(signed)),
        (_, Op::Remove) => "not signed".to_owned(),
        _ => "differs from what was signed".to_owned(),
    };
    Label {
        span,
        text,
        rank: Rank::Primary,
    }
}

/// What the proof consists of.
fn proof(cause: &[&Edit], explanation: &Explanation) -> String {
    let first = cause[0];
    let several = cause.len() > 1;
    let mut text = match (first.op, &first.signed) {
        (Op::Remove, _) if several => "without them".to_owned(),
        (Op::Remove, _) => "without it".to_owned(),
        (Op::Insert, Some(signed)) if !several => format!("with it as `{}`", escaped(signed)),
        (Op::Replace, Some(signed)) if !several && first.words.is_none() => format!("with `{}` there", escaped(signed)),
        (Op::Insert | Op::Replace, _) => "with this undone".to_owned(),
    };
    let others = explanation.edits.len() - cause.len();
    if others > 0 {
        let plural = if others == 1 { "" } else { "s" };
        let _ = write!(text, ", and with the {others} other change{plural} named here,");
    }
    text.push_str(match explanation.confidence {
        Confidence::Proven => " the presented signature verifies",
        Confidence::Suspected => " the strings would agree; no signature was recomputed",
    });
    text
}

/// Who made the difference, resting on what holds for every edit of the cause.
fn blame(cause: &[&Edit]) -> Option<String> {
    let authors: Vec<&Attribution> = cause.iter().filter_map(|edit| edit.author.as_ref()).collect();
    let first = authors.first()?;
    let common = first
        .rests_on
        .iter()
        .filter(|ground| authors.iter().all(|author| author.rests_on.contains(ground)));
    let grounds: Vec<String> = common.map(ToString::to_string).collect();
    if grounds.is_empty() {
        return Some(format!("comes from: {first}"));
    }
    Some(format!("comes from: {first} ({})", grounds.join("; ")))
}
