//! What a diagnosis comes to, for who has to decide what to do next.

use mock_oss::wire::Received;

use super::unrelated::is_unrelated;
use crate::diagnosis::{Code, Diagnosis, Severity, VerdictKind};

/// What a diagnosis comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The signature holds, and nothing known says that the service refused the request.
    Verified,
    /// Why the service does not accept it is told.
    Explained,
    /// It is not: nothing was found, or what is needed to judge was not at hand.
    Unexplained,
}

impl Standing {
    /// What the diagnosis of a request comes to.
    #[must_use]
    pub fn of(found: &Diagnosis) -> Self {
        of(found)
    }

    /// Whether a request shows no sign of being meant for the service.
    #[must_use]
    pub fn is_unrelated(received: &Received, found: &Diagnosis) -> bool {
        is_unrelated(received, found)
    }
}

/// Whether a known key is missing, or a part of the request: then nothing was explained.
fn of(found: &Diagnosis) -> Standing {
    let lacking = |code| {
        matches!(
            code,
            Code::KeyUnknown | Code::EvidenceIncomplete | Code::OtherServicesClaim
        )
    };
    match (found.verdict, &found.explanation) {
        (VerdictKind::Verified, _) => refused_elsewhere(found),
        (_, Some(_)) => Standing::Explained,
        (VerdictKind::Mismatch, None) if has_error(found, Code::StringsDiffer) => Standing::Explained,
        (VerdictKind::Mismatch, None) => Standing::Unexplained,
        (VerdictKind::Refused | VerdictKind::Unsigned, None) => {
            if found.diagnostics.iter().any(|one| lacking(one.code)) {
                Standing::Unexplained
            } else {
                Standing::Explained
            }
        }
    }
}

/// What makes of a request that verifies here one that is refused.
fn refused_elsewhere(found: &Diagnosis) -> Standing {
    let told = [Code::StringsDiffer, Code::WrongKey, Code::RefusedBesideSignature];
    if told.iter().any(|&code| has_error(found, code)) {
        Standing::Explained
    } else if has_error(found, Code::EvidenceIncomplete) {
        Standing::Unexplained
    } else {
        Standing::Verified
    }
}

fn has_error(found: &Diagnosis, code: Code) -> bool {
    let mut all = found.diagnostics.iter();
    all.any(|one| one.code == code && one.severity == Severity::Error)
}
