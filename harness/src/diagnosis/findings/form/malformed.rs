//! Forms that cannot be read: what their type or their parts lack.

use mock_oss::wire::Received;
use mock_oss::wire::form::FormError;

use crate::diagnosis::findings::places::at_fields;
use crate::diagnosis::{Code, Diagnosis, Diagnostic, Severity};
use crate::words::{Words, words};

/// Says what keeps the service from reading a form that is at hand.
pub(crate) fn add(received: &Received, error: &FormError, found: &mut Diagnosis) {
    // That no claim arrived follows from it.
    let follows = [Code::EvidenceIncomplete, Code::ClaimMisplaced];
    found.diagnostics.retain(|one| !follows.contains(&one.code));
    let (headline, help) = match error {
        FormError::NotForm => not_a_form(received),
        FormError::NoBoundary => (
            "the content type of the form names no boundary, so that its parts cannot be told apart".into(),
            "do not set `Content-Type` by hand: whoever makes the form knows its boundary and sets it (fetch, axios, \
             FormData)",
        ),
        FormError::DispositionNotFirst { .. } => (
            "the file's part does not begin with `Content-Disposition`: another header stands before it".into(),
            "let the client write `content-disposition` first, before `content-type`: newer versions of it do",
        ),
        FormError::NoName { .. }
        | FormError::Delimiter { .. }
        | FormError::TooLong { .. }
        | FormError::CutOff { .. } => ("the form cannot be read".into(), "let a library write the form"),
    };
    found.diagnostics.insert(
        0,
        Diagnostic {
            code: Code::ClaimMalformed,
            severity: Severity::Error,
            headline,
            labels: at_fields(received, "content-type", "this type"),
            notes: vec![note(error)],
            help: vec![help.into()],
        },
    );
}

/// How the service answers.
fn note(error: &FormError) -> Words {
    match error {
        FormError::NotForm => {
            "without that type the service reads no form: it answers 405 MethodNotAllowed, or asks for \
                               multipart/form-data"
                .into()
        }
        FormError::NoBoundary
        | FormError::DispositionNotFirst { .. }
        | FormError::NoName { .. }
        | FormError::Delimiter { .. }
        | FormError::CutOff { .. } => words!("the service answers 400 MalformedPOSTRequest"),
        FormError::TooLong { .. } => words!("the service answers 400 MaxPOSTPreDataLengthExceeded"),
    }
}

/// Why a body that is a form has no type that says so.
fn not_a_form(received: &Received) -> (Words, &'static str) {
    if received.named("contenttype").next().is_some() {
        return (
            "the body is a form, and no `Content-Type` says so: the field is called `ContentType` here".into(),
            "send the type under its name: `Content-Type: multipart/form-data; boundary=...`",
        );
    }
    (
        "the body is a form, and its content type does not say so: a comma stands where `;` belongs before `boundary`"
            .into(),
        "write `multipart/form-data; boundary=...`, with a semicolon; or let the library set the type",
    )
}
