//! One diagnosis.

use mock_oss::verify::Scheme;
use mock_oss::wire::Received;
use serde::Serialize;

use super::head::ShownHead;
use crate::diagnosis::{Diagnosis, Diagnostic, Edit, Explanation, Hazard, Label, SearchSummary, Strings};
use crate::words::{Words, shown};

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// One diagnosis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosisView {
    /// The version of the shape.
    pub schema: u32,
    /// Whether the signature holds.
    pub verdict: String,
    /// What the request came to, in a few words, as every format says it.
    pub headline: Words,
    /// The scheme of the claim; `none` without one.
    pub scheme: &'static str,
    /// What would make the signature verify.
    pub explanation: Option<ExplanationView>,
    /// Other changes that come to the same string and are no less near.
    pub alternatives: Vec<ExplanationView>,
    /// What a person is told, the likeliest first.
    pub diagnostics: Vec<DiagnosticView>,
    /// What does harm beside the signature.
    pub hazards: Vec<HazardView>,
    /// Both sides' strings.
    pub string_to_sign: StringsView,
    /// What the search came to.
    pub search: SearchView,
}

/// Changes that would make the signature verify.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplanationView {
    /// Whether it was proven.
    pub confidence: String,
    /// Where the changes were made: in the request, by the client, in the key.
    pub space: String,
    /// The changes.
    pub edits: Vec<EditView>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EditView {
    /// What to do to the received request.
    pub op: String,
    /// What is changed.
    pub element: String,
    /// What arrived.
    pub received: Option<String>,
    /// What was signed.
    pub signed: Option<String>,
    /// The change in words, where values do not say it.
    pub words: Option<String>,
    /// Who did it.
    pub author: Option<String>,
    /// What the author was recognised by.
    pub rests_on: Vec<String>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosticView {
    /// The stable code.
    pub code: String,
    /// How grave it is.
    pub severity: String,
    /// What is wrong.
    pub headline: String,
    /// What led to it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// The places in the head; absent where no head is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<LabelView>>,
}

/// A place in a head: lines and columns (characters) count from 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelView {
    /// Which line.
    pub line: usize,
    /// Which character of the line.
    pub column: usize,
    /// The whole line; of a very long one, what is around the place.
    pub source: String,
    /// What to read there.
    pub text: String,
    /// Always true: only a finding's own places are labelled.
    pub primary: bool,
}

/// What does harm beside the signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HazardView {
    /// The stable code.
    pub code: String,
    /// What shows it.
    pub element: Option<String>,
    /// What it does.
    pub words: String,
}

/// Both sides' strings to sign, as far as they are known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StringsView {
    /// The service's.
    pub server: Option<String>,
    /// The client's.
    pub client: Option<String>,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchView {
    /// How many strings or keys were tried.
    pub candidates: u64,
    /// How long the diagnosis took, when it was measured.
    pub micros: Option<u64>,
    /// Whether everything within reach was tried.
    pub exhausted: bool,
}

impl DiagnosisView {
    /// A diagnosis without the places in the head.
    #[must_use]
    pub fn new(found: &Diagnosis) -> Self {
        Self::with_labels(found, |_| None)
    }

    /// A diagnosis with the places in the head that its findings point to.
    #[must_use]
    pub fn located(found: &Diagnosis, received: &Received) -> Self {
        let head = ShownHead::of(received, &found.masks);
        let label = |label: &Label| LabelView::new(label, &head);
        Self::with_labels(found, |one| Some(one.labels.iter().map(label).collect()))
    }

    fn with_labels(found: &Diagnosis, labels: impl Fn(&Diagnostic) -> Option<Vec<LabelView>>) -> Self {
        Self {
            schema: SCHEMA,
            verdict: found.verdict.to_string(),
            headline: found.headline.clone(),
            scheme: scheme_name(found.scheme),
            explanation: found.explanation.as_ref().map(ExplanationView::from),
            alternatives: found.alternatives.iter().map(ExplanationView::from).collect(),
            diagnostics: found
                .diagnostics
                .iter()
                .map(|one| DiagnosticView::new(one, labels(one)))
                .collect(),
            hazards: found.hazards.iter().map(HazardView::from).collect(),
            string_to_sign: StringsView::from(&found.strings),
            search: SearchView::from(&found.search),
        }
    }
}

/// The stable name of a scheme; `none` for a request without a claim.
#[must_use]
pub fn scheme_name(scheme: Option<Scheme>) -> &'static str {
    scheme.map_or("none", Scheme::id)
}

impl From<&Explanation> for ExplanationView {
    fn from(explanation: &Explanation) -> Self {
        Self {
            confidence: explanation.confidence.to_string(),
            space: explanation.space.to_string(),
            edits: explanation.edits.iter().map(EditView::from).collect(),
        }
    }
}

impl From<&Edit> for EditView {
    fn from(edit: &Edit) -> Self {
        let text = |value: &Option<Vec<u8>>| value.as_deref().map(|value| shown(value).to_string());
        let grounds = edit.author.iter().flat_map(|author| &author.rests_on);
        Self {
            op: edit.op.to_string(),
            element: edit.element.to_string(),
            received: text(&edit.received),
            signed: text(&edit.signed),
            words: edit.words.as_ref().map(ToString::to_string),
            author: edit.author.as_ref().map(ToString::to_string),
            rests_on: grounds.map(ToString::to_string).collect(),
        }
    }
}

impl DiagnosticView {
    fn new(diagnostic: &Diagnostic, labels: Option<Vec<LabelView>>) -> Self {
        Self {
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity.to_string(),
            headline: diagnostic.headline.to_string(),
            notes: diagnostic.notes.iter().map(ToString::to_string).collect(),
            help: diagnostic.help.iter().map(ToString::to_string).collect(),
            labels,
        }
    }
}

impl LabelView {
    fn new(label: &Label, head: &ShownHead) -> Self {
        let place = head.place(label.span);
        Self {
            line: place.line,
            column: place.column,
            source: place.source,
            text: label.text.to_string(),
            primary: true,
        }
    }
}

impl From<&Hazard> for HazardView {
    fn from(hazard: &Hazard) -> Self {
        Self {
            code: hazard.code.to_string(),
            element: hazard.element.as_ref().map(ToString::to_string),
            words: hazard.words.to_string(),
        }
    }
}

impl From<&Strings> for StringsView {
    fn from(strings: &Strings) -> Self {
        Self {
            server: strings.server.as_ref().map(ToString::to_string),
            client: strings.client.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&SearchSummary> for SearchView {
    fn from(search: &SearchSummary) -> Self {
        let micros = search.elapsed.map(|elapsed| elapsed.as_micros());
        Self {
            candidates: search.candidates,
            micros: micros.map(|micros| u64::try_from(micros).unwrap_or(u64::MAX)),
            exhausted: search.exhausted,
        }
    }
}
