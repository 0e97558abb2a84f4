//! A request that verifies as it was captured, and was refused all the same.

use crate::diagnosis::{Code, Diagnosis, Diagnostic, Severity, VerdictKind};
use crate::exit_code::ExitCode;
use crate::input::Captured;
use crate::words::{Words, wire, words};

/// Says that the service refused what verifies here, where the capture has its answer; and what that
/// makes of the exit code.
pub(super) fn answered(found: &mut Diagnosis, captured: &Captured) -> ExitCode {
    if found.verdict != VerdictKind::Verified {
        return ExitCode::Verified;
    }
    if found.diagnostics.iter().any(|one| one.code == Code::StringsDiffer) {
        return ExitCode::Explained;
    }
    let error = captured.server_error.as_ref();
    let status = captured.response.as_ref().map(|response| response.status);
    let (told, exit) = match error.and_then(|error| error.code.as_deref()) {
        // The strings are the same, or that would have been said.
        Some(MISMATCH) if error.is_some_and(|error| error.string_to_sign.is_some()) => {
            (other_key(), ExitCode::Explained)
        }
        Some(code) if OF_THE_CLAIM.contains(&code) => (unlike(words!("{}", wire(code))), ExitCode::Unexplained),
        None if status == Some(403) => (
            unlike("403, and the capture does not show why".into()),
            ExitCode::Unexplained,
        ),
        _ => return ExitCode::Verified,
    };
    found.diagnostics.push(told);
    exit
}

/// The service made the same string of the request, and another signature of the string.
fn other_key() -> Diagnostic {
    Diagnostic {
        code: Code::WrongKey,
        severity: Severity::Error,
        headline: "the service refused this signature, which verifies under the given key".into(),
        labels: Vec::new(),
        notes: vec!["its string to sign is the one that this request makes: it has another secret for this id".into()],
        help: vec!["check that the given key is the one that the service has now".into()],
    }
}

/// The service judged otherwise; `answer` is what it said.
fn unlike(answer: Words) -> Diagnostic {
    Diagnostic {
        code: Code::EvidenceIncomplete,
        severity: Severity::Error,
        headline: words!("this request verifies here, and the service's answer was {}", answer),
        labels: Vec::new(),
        notes: vec![
            "what was captured is not what arrived: a proxy or the HTTP library changed it afterwards; or the service \
             has another key or clock"
                .into(),
        ],
        help: vec![
            "bring the body of the answer, which has the service's string to sign".into(),
            "or capture the bytes on the wire, or send the request to `whysig serve`".into(),
        ],
    }
}

const MISMATCH: &str = "SignatureDoesNotMatch";

/// Codes that say something about a claim ("OSS error responses"); others are about what a request that
/// is signed well asks for.
const OF_THE_CLAIM: &[&str] = &[
    MISMATCH,
    "InvalidAccessKeyId",
    "InvalidSecurityToken",
    "RequestTimeTooSkewed",
    "SecurityTokenExpired",
];
