//! The diagnosis as JSON. Other programs rely on this shape: schema 1.

use mock_oss::verify::Scheme;
use mock_oss::wire::{Received, escaped};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::head::ShownHead;
use super::{shown_method, words};
use crate::diagnosis::{Diagnosis, Diagnostic, Edit, Explanation, Hazard, Label, Rank};
use crate::input::{Captured, HeadOrigin};
use crate::run::{Effect, LeakOutcome, Outcome, Propagation, Run, SCHEMES, Upload};

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// One diagnosis.
#[must_use]
pub fn diagnosis(diagnosis: &Diagnosis) -> Value {
    let shown = |string: &Option<crate::diagnosis::ShownString>| string.as_ref().map(ToString::to_string);
    json!({
        "schema": SCHEMA,
        "verdict": diagnosis.verdict.to_string(),
        "scheme": scheme_name(diagnosis.scheme),
        "explanation": diagnosis.explanation.as_ref().map(explanation),
        "alternatives": diagnosis.alternatives.iter().map(explanation).collect::<Vec<_>>(),
        "diagnostics": diagnosis.diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
        "hazards": diagnosis.hazards.iter().map(hazard).collect::<Vec<_>>(),
        "string_to_sign": {
            "server": shown(&diagnosis.strings.server),
            "client": shown(&diagnosis.strings.client),
        },
        "search": {
            "candidates": diagnosis.search.candidates,
            "micros": diagnosis.search.elapsed.map(|elapsed| u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX)),
            "exhausted": diagnosis.search.exhausted,
        },
    })
}

/// One diagnosis with the places in the head that its findings point to.
#[must_use]
pub fn located(found: &Diagnosis, received: &Received) -> Value {
    let mut value = diagnosis(found);
    let head = ShownHead::of(received, &found.masks);
    for (at, diagnostic) in found.diagnostics.iter().enumerate() {
        let labels = diagnostic.labels.iter().map(|one| label(one, &head));
        value["diagnostics"][at]["labels"] = labels.collect();
    }
    value
}

/// One diagnosis of a capture, with its place in the input.
#[must_use]
pub fn captured(found: &Diagnosis, captured: &Captured) -> Value {
    let mut value = match captured.received() {
        Some(received) => located(found, &received),
        None => diagnosis(found),
    };
    value["place"] = json!({
        "line": captured.place.line,
        "byte": captured.place.byte,
        "entry": captured.place.entry,
    });
    value["id"] = captured.id.clone().into();
    value["head"] = match captured.head_origin {
        HeadOrigin::Shown => "shown",
        HeadOrigin::Rebuilt => "rebuilt",
    }
    .into();
    value["skipped_lines"] = captured.skipped.lines().into();
    value["losses"] = captured.losses.iter().map(ToString::to_string).collect();
    value
}

/// A whole run.
#[must_use]
pub fn run(run: &Run) -> Value {
    json!({
        "schema": SCHEMA,
        "scenarios": run.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "propagation": run.propagation.iter().map(propagation).collect::<Vec<_>>(),
    })
}

/// The stable name of a scheme; `none` for a request without a claim.
#[must_use]
pub fn scheme_name(scheme: Option<Scheme>) -> &'static str {
    scheme.map_or("none", Scheme::id)
}

#[derive(Serialize)]
struct EditView {
    op: String,
    element: String,
    received: Option<String>,
    signed: Option<String>,
    words: Option<String>,
    author: Option<String>,
    rests_on: Vec<String>,
}

fn explanation(explanation: &Explanation) -> Value {
    json!({
        "confidence": explanation.confidence.to_string(),
        "space": explanation.space.to_string(),
        "edits": explanation.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

fn edit(edit: &Edit) -> EditView {
    let text = |value: &Option<Vec<u8>>| value.as_deref().map(escaped);
    let grounds = edit.author.iter().flat_map(|author| &author.rests_on);
    EditView {
        op: edit.op.to_string(),
        element: edit.element.to_string(),
        received: text(&edit.received),
        signed: text(&edit.signed),
        words: edit.words.as_ref().map(ToString::to_string),
        author: edit.author.as_ref().map(ToString::to_string),
        rests_on: grounds.map(ToString::to_string).collect(),
    }
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    json!({
        "code": diagnostic.code.to_string(),
        "severity": diagnostic.severity.to_string(),
        "headline": diagnostic.headline,
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
}

/// A place in a head: lines and columns (characters) count from 1.
fn label(label: &Label, head: &ShownHead) -> Value {
    let place = head.place(label.span);
    json!({
        "line": place.line,
        "column": place.column,
        "source": place.source,
        "text": label.text,
        "primary": label.rank == Rank::Primary,
    })
}

fn hazard(hazard: &Hazard) -> Value {
    json!({
        "code": hazard.code.to_string(),
        "element": hazard.element.as_ref().map(ToString::to_string),
        "words": hazard.words,
    })
}

fn outcome(outcome: &Outcome) -> Value {
    json!({
        "name": outcome.scenario.name,
        "story": outcome.scenario.story,
        "because": outcome.scenario.expect.because,
        "met": outcome.is_met(),
        "misses": outcome.misses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "uploads": outcome.uploads.iter().map(upload).collect::<Vec<_>>(),
    })
}

fn upload(upload: &Upload) -> Value {
    json!({
        "method": shown_method(&upload.received, &upload.diagnosis.masks),
        "status": upload.status,
        "code": upload.code,
        "diagnosis": located(&upload.diagnosis, &upload.received),
    })
}

fn propagation(propagation: &Propagation) -> Value {
    let rows = propagation.rows.iter().map(|row| {
        let schemes = SCHEMES.iter().zip(row.schemes);
        let schemes: Map<String, Value> = schemes
            .map(|(scheme, notice)| (scheme.label().to_owned(), words::notice(notice).into()))
            .collect();
        json!({
            "header": row.name,
            "alone": leak(&row.alone),
            "schemes": schemes,
            "all_but": leak(&row.all_but),
        })
    });
    json!({
        "download": propagation.upstream.name,
        "key": propagation.key,
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn leak(outcome: &LeakOutcome) -> Value {
    let name = |effect: &Effect| match effect {
        Effect::BreaksSignature => "breaks-signature",
        Effect::EndangersFraming => "endangers-framing",
        Effect::LeaksSecret => "leaks-secret",
        Effect::ChangesObject(_) => "changes-object",
        Effect::ClosesConnection => "closes-connection",
    };
    json!({
        "verdict": outcome.verdict.to_string(),
        "effects": outcome.effects.iter().map(name).collect::<Vec<_>>(),
    })
}
