//! What the service's answer says by itself, where the request that it answers is not in the input.
//!
//! - `skew`, `key`, `claim`, `expired`, `style`, `rules`: the codes that explain themselves, each with what the
//!   answer's own elements add; `other`: all others
//! - `mismatch`: a mismatch of which nothing can be judged, and what its string shows all the same
//! - `read`: the elements of an answer

mod claim;
mod expired;
mod key;
mod mismatch;
mod other;
mod read;
mod rules;
mod skew;
mod style;

use mock_oss::keyring::Keyring;

use crate::diagnosis::{Code, Diagnosis, Diagnostic, SearchSummary, Severity, Strings, VerdictKind, redacted};
use crate::input::ServerError;
use crate::words::{Words, wire, words};
use read::Read;

/// What an answer says. `text` is what it stands in: a message of an SDK often keeps the code alone.
#[must_use]
pub fn alone(error: &ServerError, text: &[u8], keyring: &Keyring) -> Diagnosis {
    let read = Read::of(error, text);
    let mut told = told(&read, keyring);
    told.extend(style::of_text(&read));
    let code = error.code.as_deref().unwrap_or_default();
    let judged = told
        .first()
        .is_none_or(|one| !matches!(one.code, Code::EvidenceIncomplete | Code::OtherServicesClaim));
    let headline = if judged {
        words!("refused: {}", wire(code))
    } else {
        words!("not judged: {}", wire(code))
    };
    let found = Diagnosis {
        verdict: VerdictKind::Refused,
        headline,
        scheme: None,
        explanation: None,
        alternatives: Vec::new(),
        diagnostics: told,
        hazards: Vec::new(),
        strings: Strings::default(),
        masks: Vec::new(),
        search: SearchSummary::default(),
    };
    redacted(found, read.confidential().as_ref(), keyring)
}

fn told(read: &Read<'_>, keyring: &Keyring) -> Vec<Diagnostic> {
    let code = read.error.code.as_deref().unwrap_or_default();
    let first = match code {
        "SignatureDoesNotMatch" => return mismatch::tell(read),
        "RequestTimeTooSkewed" => skew::tell(read),
        "InvalidAccessKeyId" => key::tell(read, keyring),
        "InvalidArgument" | "AuthorizationHeaderMalformed" => claim::tell(read),
        "AccessDenied" => expired::tell(read),
        "SecondLevelDomainForbidden" => Some(style::tell(read)),
        "AccessForbidden" => Some(rules::cross_origin(read)),
        _ => None,
    };
    vec![first.unwrap_or_else(|| other::tell(read))]
}

/// A finding without a place: nothing of the request's head is at hand.
fn finding(code: Code, headline: Words, notes: Vec<Words>, help: Vec<Words>) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        headline,
        labels: Vec::new(),
        notes,
        help,
    }
}
