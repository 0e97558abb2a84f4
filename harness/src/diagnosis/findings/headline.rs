//! What a request came to, in one line.

use mock_oss::verify::{Refusal, Verdict};

use crate::diagnosis::case::World;
use crate::diagnosis::{Answer, Code, Confidence, Diagnosis, Diagnostic, Judge, Severity, VerdictKind};
use crate::words::{Words, wire, words};

/// What happened, and how sure it is: `verifies`, `mismatch, proven`, `not judged: no secret for`. Not the
/// verdict alone: where the service that was asked answered otherwise, its answer comes first.
pub(crate) fn of(world: &World<'_>, verdict: &Verdict, found: &Diagnosis) -> Words {
    let confidence = found.explanation.as_ref().map(|explanation| explanation.confidence);
    match (found.verdict, confidence) {
        (VerdictKind::Verified, _) => verified(world, found),
        (VerdictKind::Mismatch, Some(Confidence::Proven)) => "mismatch, proven".into(),
        (VerdictKind::Mismatch, None) if strings_differ(found) => "mismatch, the strings differ".into(),
        (VerdictKind::Mismatch, _) if has(found, Code::GivenSecretWrong) => {
            "not judged: the secret given is not the client's".into()
        }
        (VerdictKind::Mismatch, Some(Confidence::Suspected)) if has(found, Code::WrongKey) => {
            "mismatch, suspected: wrong key".into()
        }
        (VerdictKind::Mismatch, Some(Confidence::Suspected)) => "mismatch, suspected".into(),
        (VerdictKind::Mismatch, None) if has(found, Code::SignatureMalformed) => "mismatch, no signature".into(),
        (VerdictKind::Mismatch, None) => "mismatch, unexplained".into(),
        (VerdictKind::Refused, None) if has(found, Code::KeyUnknown) => unknown_key(world, verdict),
        (VerdictKind::Refused, Some(Confidence::Proven)) if has(found, Code::KeyUnknown) => {
            "another key's id, proven".into()
        }
        (VerdictKind::Refused, _) if has(found, Code::OtherServicesClaim) && is_reader(world) => {
            "not judged: signed for S3".into()
        }
        (VerdictKind::Refused, _) if is_reader(world) && world.evidence.answer.is_none() => "would be refused".into(),
        (VerdictKind::Refused, _) => "refused".into(),
        (VerdictKind::Unsigned, Some(Confidence::Proven)) => "taken for a form, proven".into(),
        (VerdictKind::Unsigned, _) if has(found, Code::RefusedBesideSignature) => {
            "a preflight, which is not signed".into()
        }
        (VerdictKind::Unsigned, _) if has(found, Code::EvidenceIncomplete) => "not judged".into(),
        (VerdictKind::Unsigned, _) => "not signed".into(),
    }
}

/// A signature that holds is no news where the service refused the request.
fn verified(world: &World<'_>, found: &Diagnosis) -> Words {
    let is_error = found.diagnostics.iter().any(|one| one.severity == Severity::Error);
    match &world.evidence.answer {
        _ if !is_error => "verifies".into(),
        Some(Answer {
            code: Some(code),
            status: Some(status),
            ..
        }) => words!(
            "the service answered {} {}, and the signature verifies as captured",
            status,
            wire(code)
        ),
        Some(Answer { code: Some(code), .. }) => {
            words!(
                "the service answered {}, and the signature verifies as captured",
                wire(code)
            )
        }
        Some(Answer {
            status: Some(status), ..
        }) => words!(
            "the service answered {}, and the signature verifies as captured",
            status
        ),
        Some(Answer { .. }) | None => "refused, though the signature verifies as captured".into(),
    }
}

fn is_reader(world: &World<'_>) -> bool {
    matches!(world.evidence.judge, Judge::Reader { .. })
}

/// Only the service itself refuses a key that it does not know.
fn unknown_key(world: &World<'_>, verdict: &Verdict) -> Words {
    match (world.evidence.judge, verdict) {
        (Judge::Reader { .. }, Verdict::Refused(Refusal::UnknownKey { key_id })) => {
            words!("not judged: no secret for `{}`", wire(key_id))
        }
        _ => "refused".into(),
    }
}

/// Both texts are in hand, and are not the same.
fn strings_differ(found: &Diagnosis) -> bool {
    let is_it = |one: &Diagnostic| one.code == Code::StringsDiffer && one.severity == Severity::Error;
    found.diagnostics.iter().any(is_it)
}

fn has(found: &Diagnosis, code: Code) -> bool {
    found.diagnostics.iter().any(|one| one.code == code)
}
