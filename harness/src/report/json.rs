//! For other programs: the views of schema 1 as JSON.

use mock_oss::wire::Received;
use serde::Serialize;
use serde_json::Value;

use crate::diagnosis::Diagnosis;
use crate::input::Captured;
use crate::run::Run;
use crate::view::{CapturedView, DiagnosisView, RunView};

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

/// A view as JSON.
fn document(view: &impl Serialize) -> Value {
    serde_json::to_value(view).expect("the members of a view have names that are texts")
}
