//! What a person is told of a given text.

use super::Given;
use crate::diagnosis::case::Case;
use crate::diagnosis::{Code, Confidence, Diagnosis, Diagnostic, Edit, Element, Explanation, Op, Severity, Space};
use crate::words::Words;

/// What is to be said of a given text beside what the search found; nothing where that says more.
pub(crate) fn remark(given: &Given, case: &Case<'_>, diagnosis: &Diagnosis) -> Option<Diagnostic> {
    let found = diagnosis.explanation.as_ref();
    let other_string = found.is_some_and(|found| found.space != Space::Key && found.confidence == Confidence::Proven);
    match given {
        Given::Unrelated => Some(unrelated(case.has_two_stages())),
        Given::OtherRequest(differences) => Some(other_request(differences)),
        Given::Same if other_string => Some(unrelated(false)),
        Given::OfOtherRequest(differences) if found.is_none() => Some(of_other_request(differences)),
        Given::SameRequest if found.is_none() => Some(same_request()),
        Given::Signed(_) | Given::Same | Given::OfOtherRequest(_) | Given::SameRequest => None,
    }
}

/// The explanation that two equal strings come to: another secret. No MAC is recomputed, since nobody
/// has that secret.
pub(crate) fn other_secret() -> Explanation {
    Explanation {
        confidence: Confidence::Suspected,
        space: Space::Key,
        edits: vec![Edit {
            code: Code::WrongKey,
            op: Op::Replace,
            element: Element::Secret,
            space: Space::Key,
            received: None,
            signed: None,
            words: Some("the client signed with another secret than the known one".into()),
            at: None,
            author: None,
        }],
        lines: Vec::new(),
        is_smallest: true,
    }
}

fn of_other_request(differences: &[Words]) -> Diagnostic {
    let mut notes = vec!["the given string is the one that was signed: its MAC is the presented signature".into()];
    notes.extend_from_slice(differences);
    notes.push("its hash is that of another canonical request than the service's".into());
    Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Warning,
        headline: "client and service have different canonical requests".into(),
        labels: Vec::new(),
        notes,
        help: vec![
            "bring the client's canonical request as well, in one file with the string to sign or instead of it".into(),
        ],
    }
}

/// The differences prove nothing: the string that was signed is another one.
fn other_request(differences: &[Words]) -> Diagnostic {
    let mut notes = vec!["behind algorithm, timestamp and scope its hash does not make the presented signature".into()];
    notes.extend_from_slice(differences);
    Diagnostic {
        code: Code::ClientStringUnrelated,
        severity: Severity::Warning,
        headline: "the given canonical request is not what the presented signature covers".into(),
        labels: Vec::new(),
        notes,
        help: vec![
            "take canonical request and capture from one and the same attempt; or the secret is another".into(),
            "bring the client's string to sign as well, the four lines that begin with the algorithm".into(),
        ],
    }
}

fn same_request() -> Diagnostic {
    Diagnostic {
        code: Code::StringsDiffer,
        severity: Severity::Note,
        headline: "the canonical requests agree, so that timestamp, scope or key differ".into(),
        labels: Vec::new(),
        notes: vec!["what is signed is another string, with the hash of this one in it".into()],
        help: vec!["bring the client's string to sign, the four lines that begin with the algorithm".into()],
    }
}

/// The given string is not what the presented signature covers. With `two_stages` it may have been
/// meant as a canonical request.
fn unrelated(two_stages: bool) -> Diagnostic {
    let mut notes = vec!["its MAC under the known secret is not the presented signature".into()];
    if two_stages {
        notes.push("nor is that of its hash behind the service's algorithm, timestamp and scope".into());
    }
    Diagnostic {
        code: Code::ClientStringUnrelated,
        severity: Severity::Warning,
        headline: "the given string to sign is not what the presented signature covers".into(),
        labels: Vec::new(),
        notes,
        help: vec!["take string and request from one and the same attempt; or the secret is another".into()],
    }
}
