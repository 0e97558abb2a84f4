//! A run of scenarios.

use serde::Serialize;
use serde_json::{Map, Value};

use super::diagnosis::{DiagnosisView, SCHEMA};
use super::head::shown_method;
use crate::run::{Effect, LeakOutcome, Notice, Outcome, Propagation, Row, Run, SCHEMES, Upload};

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunView {
    /// The version of the shape.
    pub schema: u32,
    /// The scenarios in the order of the catalogue.
    pub scenarios: Vec<OutcomeView>,
    /// What the headers of downloads do.
    pub propagation: Vec<PropagationView>,
}

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeView {
    /// Its name.
    pub name: &'static str,
    /// What happens in it.
    pub story: &'static str,
    /// Why it ends so.
    pub because: &'static str,
    /// Whether it ended as expected.
    pub met: bool,
    /// What was not as expected.
    pub misses: Vec<String>,
    /// Its requests.
    pub uploads: Vec<UploadView>,
}

/// One request of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UploadView {
    /// Its method.
    pub method: String,
    /// The status of the answer, where there was one.
    pub status: Option<u16>,
    /// The code of the answer's error.
    pub code: Option<&'static str>,
    /// What was found out.
    pub diagnosis: DiagnosisView,
}

/// What the headers of one download do to an upload that they leak into.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PropagationView {
    /// The download.
    pub download: &'static str,
    /// The key of the upload.
    pub key: &'static str,
    /// A row a header.
    pub rows: Vec<RowView>,
}

/// What one header does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowView {
    /// Its name, lower case.
    pub header: String,
    /// The upload with this header alone leaked.
    pub alone: LeakView,
    /// Whether each scheme notices it: `passes`, `breaks` or `refused`, by the scheme's label.
    pub schemes: Map<String, Value>,
    /// The upload with all headers leaked but this one.
    pub all_but: LeakView,
}

/// What came of a leak.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeakView {
    /// Whether the signature held.
    pub verdict: String,
    /// What else it did, the worst first.
    pub effects: Vec<&'static str>,
}

impl From<&Run> for RunView {
    fn from(run: &Run) -> Self {
        Self {
            schema: SCHEMA,
            scenarios: run.outcomes.iter().map(OutcomeView::from).collect(),
            propagation: run.propagation.iter().map(PropagationView::from).collect(),
        }
    }
}

impl From<&Outcome> for OutcomeView {
    fn from(outcome: &Outcome) -> Self {
        Self {
            name: outcome.scenario.name,
            story: outcome.scenario.story,
            because: outcome.scenario.expect.because,
            met: outcome.is_met(),
            misses: outcome.misses.iter().map(ToString::to_string).collect(),
            uploads: outcome.uploads.iter().map(UploadView::from).collect(),
        }
    }
}

impl From<&Upload> for UploadView {
    fn from(upload: &Upload) -> Self {
        Self {
            method: shown_method(&upload.received, &upload.diagnosis.masks),
            status: upload.status,
            code: upload.code,
            diagnosis: DiagnosisView::located(&upload.diagnosis, &upload.received),
        }
    }
}

impl From<&Propagation> for PropagationView {
    fn from(propagation: &Propagation) -> Self {
        Self {
            download: propagation.upstream.name,
            key: propagation.key,
            rows: propagation.rows.iter().map(RowView::from).collect(),
        }
    }
}

impl From<&Row> for RowView {
    fn from(row: &Row) -> Self {
        let schemes = SCHEMES.iter().zip(row.schemes);
        Self {
            header: row.name.clone(),
            alone: LeakView::from(&row.alone),
            schemes: schemes
                .map(|(scheme, noticed)| (scheme.label().to_owned(), notice(noticed).into()))
                .collect(),
            all_but: LeakView::from(&row.all_but),
        }
    }
}

impl From<&LeakOutcome> for LeakView {
    fn from(outcome: &LeakOutcome) -> Self {
        let name = |effect: &Effect| match effect {
            Effect::BreaksSignature => "breaks-signature",
            Effect::EndangersFraming => "endangers-framing",
            Effect::LeaksSecret => "leaks-secret",
            Effect::ChangesObject(_) => "changes-object",
            Effect::ClosesConnection => "closes-connection",
        };
        Self {
            verdict: outcome.verdict.to_string(),
            effects: outcome.effects.iter().map(name).collect(),
        }
    }
}

/// Whether a signature noticed a leaked header, in a word.
pub(crate) fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::Passes => "passes",
        Notice::Breaks => "breaks",
        Notice::Refused => "refused",
    }
}
