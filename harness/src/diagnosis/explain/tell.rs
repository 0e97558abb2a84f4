//! Explanations in words, as a compiler writes them.

use mock_oss::wire::Span;

use super::help::help;
use super::transformed;
use crate::diagnosis::{
    Attribution, Code, Confidence, Diagnostic, Edit, Element, Explanation, Ground, Label, Op, Severity, Space,
};
use crate::words::{Words, wire, words};

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
    if !explanation.is_smallest {
        notes.push("there are so many changes that it was not tried whether fewer of them are enough".into());
    }
    notes.extend(
        cause
            .iter()
            .filter_map(|edit| transformed::told(edit, &named(&edit.element))),
    );
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

fn headline(cause: &[&Edit]) -> Words {
    let first = cause[0];
    let what = match cause.len() {
        1 => named(&first.element),
        2 => words!("{} and {}", named(&first.element), named(&cause[1].element)),
        several => words!("{} and {} other fields", named(&first.element), several - 1),
    };
    match first.code {
        Code::ClaimRepeated => {
            return "the request is signed twice, in a header and in the URL: one claim is too many".into();
        }
        Code::FieldRepeated | Code::HostRepeated => return words!("{} is sent more often than it was signed", what),
        Code::IdAndSecretExchanged => return "the secret of the access key is presented as its id".into(),
        Code::SignaturePlusLost | Code::SignatureMalformed => {
            return "the signature did not arrive as it was made".into();
        }
        _ => {}
    }
    match (first.space, first.op, cause.len()) {
        (Space::Request, Op::Remove, 1) => words!("{} was not there when the request was signed", what),
        (Space::Request, Op::Remove, _) => words!("{} were not there when the request was signed", what),
        (Space::Request, Op::Insert, 1) => words!("{} was there when the request was signed, and is gone", what),
        (Space::Request, Op::Insert, _) => words!("{} were there when the request was signed, and are gone", what),
        (Space::Request, Op::Replace, 1) => words!("{} is not the one that was signed", what),
        (Space::Request, Op::Replace, _) => words!("{} are not the ones that were signed", what),
        (Space::Client, Op::Remove, _) if matches!(first.element, Element::Query(_) | Element::Field(_)) => {
            words!("the client did not sign the {}, which the service does", what)
        }
        (Space::Client, Op::Insert, _) if matches!(first.element, Element::Query(_) | Element::Field(_)) => {
            words!("the client signed the {}, which the service does not", what)
        }
        (Space::Client, ..) => words!("the client signed another {} than the service does", what),
        (Space::Key, ..) => "the signature was made with another key".into(),
    }
}

/// An element as a sentence names it.
fn named(element: &Element) -> Words {
    match element {
        Element::Field(name) => words!("`{}`", name),
        Element::Query(name) => words!("query parameter `{}`", name),
        Element::Form(name) => words!("form field `{}`", name),
        Element::Method => "the method".into(),
        Element::Path => "the path".into(),
        Element::Host => "the host".into(),
        Element::Resource => "resource".into(),
        Element::Date => "date line".into(),
        Element::Scope => "scope".into(),
        Element::Secret => "secret".into(),
        Element::Body => "body".into(),
        Element::StringToSign => "string".into(),
    }
}

fn label(edit: &Edit, span: Span) -> Label {
    let text = match (&edit.signed, edit.op) {
        (Some(signed), Op::Replace) if edit.words.is_none() => words!("signed as `{}`", wire(signed)),
        (_, Op::Remove) => "not signed".into(),
        _ => "differs from what was signed".into(),
    };
    Label { span, text }
}

/// What the proof consists of.
fn proof(cause: &[&Edit], explanation: &Explanation) -> Words {
    let first = cause[0];
    let several = cause.len() > 1;
    let mut text = match (first.op, &first.signed) {
        (Op::Remove, _) if several => "without them".into(),
        (Op::Remove, _) => "without it".into(),
        (Op::Insert, Some(signed)) if !several => words!("with it as `{}`", wire(signed)),
        (Op::Replace, Some(signed)) if !several && first.words.is_none() => words!("with `{}` there", wire(signed)),
        (Op::Insert | Op::Replace, _) => "with this undone".into(),
    };
    let others = explanation.edits.len() - cause.len();
    if others > 0 {
        let plural = if others == 1 { "" } else { "s" };
        text.push(&words!(", and with the {} other change{} named here,", others, plural));
    }
    text.push(&match explanation.confidence {
        Confidence::Proven => " the presented signature verifies",
        Confidence::Suspected => " the strings would agree; no signature was recomputed",
    });
    text
}

/// Who made the difference, resting on what holds for every edit of the cause.
fn blame(cause: &[&Edit]) -> Option<Words> {
    let authors: Vec<&Attribution> = cause.iter().filter_map(|edit| edit.author.as_ref()).collect();
    let first = authors.first()?;
    let common = first
        .rests_on
        .iter()
        .filter(|ground| authors.iter().all(|author| author.rests_on.contains(ground)));
    let grounds: Vec<&Ground> = common.collect();
    if grounds.is_empty() {
        return Some(words!("comes from: {}", first));
    }
    Some(words!("comes from: {} ({})", first, Words::joined(grounds, "; ")))
}
