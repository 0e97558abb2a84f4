//! That the secret given to whysig is not the one the client has: whysig's own string proves nothing about the
//! service's.

use crate::diagnosis::{Code, Diagnostic, Severity};
use crate::words::{Words, words};

/// The service took the signature, so that the client's secret is right.
pub(super) fn accepted(status: u16) -> Diagnostic {
    diagnostic(
        words!(
            "the service accepted this request ({}): the secret given here is not the one that the client has",
            status
        ),
        "under the given secret what was captured makes another signature than the one that was accepted; or what was \
         captured is not what arrived",
    )
}

/// The client signed the string that this request makes.
pub(crate) fn same_string() -> Diagnostic {
    diagnostic(
        "suspected: the secret given here is not the one that the client signed with".into(),
        "the client's own string to sign is the one that this request makes, and under the given secret it has another \
         signature; what the service signed is not in this input",
    )
}

/// Client and service signed two strings, and the given secret makes the signature of neither.
pub(crate) fn of_neither() -> Diagnostic {
    let mut told = diagnostic(
        "suspected: the secret given here is not the one that the client signed with".into(),
        "neither the client's string nor the service's has the presented signature under it",
    );
    told.severity = Severity::Warning;
    told
}

fn diagnostic(headline: Words, note: &'static str) -> Diagnostic {
    Diagnostic {
        code: Code::GivenSecretWrong,
        severity: Severity::Error,
        headline,
        labels: Vec::new(),
        notes: vec![note.into()],
        help: vec!["give the secret that the client itself uses: --credential ID:SECRET".into()],
    }
}
