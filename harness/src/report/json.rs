//! For other programs: the views of schema 1 as JSON.

use std::fmt::Write as _;

use mock_oss::wire::Received;
use serde::Serialize;
use serde_json::Value;

use crate::diagnosis::Diagnosis;
use crate::input::Captured;
use crate::run::Run;
use crate::view::{CapturedView, DiagnosisView, RunView};
use crate::words::visible;

/// One diagnosis.
#[must_use]
pub fn diagnosis(found: &Diagnosis) -> Value {
    document(&DiagnosisView::new(found))
}

/// One diagnosis with the places in the head that its findings point to.
#[must_use]
pub fn located(found: &Diagnosis, received: &Received) -> Value {
    document(&DiagnosisView::located(found, received))
}

/// One diagnosis of a capture, with its place in the input.
#[must_use]
pub fn captured(found: &Diagnosis, captured: &Captured) -> Value {
    document(&CapturedView::new(found, captured))
}

/// A whole run.
#[must_use]
pub fn run(run: &Run) -> Value {
    document(&RunView::from(run))
}

/// A value as a line of JSON that any terminal may show: what no reader sees stands as `\u` escapes, which
/// mean the same.
#[must_use]
pub fn line(value: &Value) -> String {
    shown(&value.to_string())
}

/// The same over several lines, indented; no line feed at its end.
#[must_use]
pub fn lines(value: &Value) -> String {
    shown(&format!("{value:#}"))
}

/// Only in strings has JSON anything but line feeds and printable ASCII (RFC 8259, 2 and 7).
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\n' | ' '..='~') || visible(character.encode_utf8(&mut [0; 4])).starts_with(character) {
            shown.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        }
    }
    shown
}

/// A view as JSON.
fn document(view: &impl Serialize) -> Value {
    serde_json::to_value(view).expect("the members of a view have names that are texts")
}
