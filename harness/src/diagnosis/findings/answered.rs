//! A request that verifies as it was captured, and was refused all the same.

use super::{beside, given_secret};
use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Confidence, Diagnosis, Diagnostic, Explanation, Severity, VerdictKind};
use crate::words::{Words, wire, words};

/// Says that the service refused what verifies here, where the capture has its answer.
pub(crate) fn add(world: &World<'_>, found: &mut Diagnosis) {
    let differs = found.diagnostics.iter().any(|one| one.code == Code::StringsDiffer);
    let Some(answer) = world.evidence.answer.as_ref() else {
        return;
    };
    let accepted = answer.status.filter(|status| (200..300).contains(status));
    if let (VerdictKind::Mismatch, Some(status)) = (found.verdict, accepted) {
        taken(found, status);
    }
    if found.verdict != VerdictKind::Verified || differs {
        return;
    }
    let told = match answer.code.as_deref() {
        // The strings are the same, or that would have been said.
        Some(MISMATCH) if world.evidence.server_string_to_sign.is_some() => other_key(),
        Some(code) if OF_THE_CLAIM.contains(&code) => unlike(&words!("{}", wire(code))),
        Some(code) if answer.status == Some(403) || FORBIDDEN.contains(&code) => beside::answered(code, answer),
        None if answer.status == Some(403) => unlike(&"403, and the capture does not show why".into()),
        _ => return,
    };
    found.diagnostics.push(told);
}

/// Says first that the service took what does not verify here.
fn taken(found: &mut Diagnosis, status: u16) {
    let proven = |explanation: &Explanation| explanation.confidence == Confidence::Proven;
    if found.explanation.as_ref().is_some_and(proven) {
        return;
    }
    let outdone = [Code::Unexplained, Code::WrongKey, Code::GivenSecretWrong];
    found.diagnostics.retain(|one| !outdone.contains(&one.code));
    found.explanation = None;
    found.diagnostics.insert(0, given_secret::accepted(status));
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
fn unlike(answer: &Words) -> Diagnostic {
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

/// Codes of 403 that are about no claim ("HTTP 403").
const FORBIDDEN: &[&str] = &["AccessDenied", "AccessForbidden", "SecondLevelDomainForbidden"];

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
