//! Explanations in words, as a compiler writes them.

use std::fmt::Write as _;

use mock_oss::wire::{Span, escaped};

use super::help::help;
use crate::diagnosis::{
    Attribution, Confidence, Diagnostic, Edit, Element, Explanation, Label, Op, Rank, Severity, Space,
};

/// One diagnostic for each edit of an explanation.
pub(crate) fn tell(explanation: &Explanation) -> Vec<Diagnostic> {
    let edits = explanation.edits.iter();
    edits.map(|edit| of_edit(edit, explanation)).collect()
}

fn of_edit(edit: &Edit, explanation: &Explanation) -> Diagnostic {
    let mut notes = vec![proof(edit, explanation)];
    notes.extend(edit.words.clone());
    notes.extend(edit.author.as_ref().map(blame));
    let severity = match explanation.confidence {
        Confidence::Proven => Severity::Error,
        Confidence::Suspected => Severity::Warning,
    };
    Diagnostic {
        code: edit.code,
        severity,
        headline: headline(edit),
        labels: edit.at.map(|place| label(edit, place.span)).into_iter().collect(),
        notes,
        help: help(edit),
    }
}

fn headline(edit: &Edit) -> String {
    let what = named(&edit.element);
    match (edit.space, edit.op) {
        (Space::Request, Op::Remove) => format!("{what} was not there when the request was signed"),
        (Space::Request, Op::Insert) => format!("{what} was there when the request was signed, and is gone"),
        (Space::Request, Op::Replace) => format!("{what} is not the one that was signed"),
        (Space::Client, _) => format!("the client signed another {what} than the service does"),
        (Space::Key, _) => "the signature was made with another key".to_owned(),
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
fn proof(edit: &Edit, explanation: &Explanation) -> String {
    let change = match (edit.op, &edit.signed) {
        (Op::Remove, _) => "without it".to_owned(),
        (Op::Insert, Some(signed)) => format!("with it as `{}`", escaped(signed)),
        (Op::Replace, Some(signed)) if edit.words.is_none() => format!("with `{}` there", escaped(signed)),
        (Op::Insert | Op::Replace, _) => "with this undone".to_owned(),
    };
    let others = explanation.edits.len() - 1;
    let mut text = change;
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

fn blame(author: &Attribution) -> String {
    let grounds: Vec<String> = author.rests_on.iter().map(ToString::to_string).collect();
    format!("comes from: {author} ({})", grounds.join("; "))
}
