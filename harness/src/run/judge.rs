//! Holds an outcome against the scenario's expectation.

use std::collections::BTreeSet;
use std::fmt;

use scenarios::scenario::{Expectation, ExpectedVerdict};

use super::Upload;
use crate::diagnosis::{Confidence, VerdictKind};

/// One way in which an outcome is not the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// No request reached the store.
    NoUpload,
    /// Another verdict.
    Verdict {
        /// What the scenario expects.
        expected: VerdictKind,
        /// What the service decided.
        found: VerdictKind,
    },
    /// A mismatch whose explanation is not proven.
    NotProven,
    /// Other elements are to blame.
    Elements {
        /// What the scenario expects, sorted.
        expected: Vec<String>,
        /// What the diagnosis names, sorted.
        found: Vec<String>,
    },
    /// Other hazards.
    Hazards {
        /// What the scenario expects, sorted.
        expected: Vec<String>,
        /// What the diagnosis names, sorted.
        found: Vec<String>,
    },
}

pub(super) fn misses(expect: &Expectation, upload: Option<&Upload>) -> Vec<Miss> {
    let Some(upload) = upload else {
        return vec![Miss::NoUpload];
    };
    let (verdict, elements) = match expect.verdict {
        ExpectedVerdict::Verifies => (VerdictKind::Verified, &[][..]),
        ExpectedVerdict::Mismatch { elements } => (VerdictKind::Mismatch, elements),
    };
    let diagnosis = &upload.diagnosis;
    let mut misses = Vec::new();
    if diagnosis.verdict != verdict {
        misses.push(Miss::Verdict {
            expected: verdict,
            found: diagnosis.verdict,
        });
    }
    let explanation = diagnosis.explanation.as_ref();
    if verdict == VerdictKind::Mismatch && explanation.is_none_or(|found| found.confidence != Confidence::Proven) {
        misses.push(Miss::NotProven);
    }
    let named = explanation.map(|found| found.edits.iter().map(|edit| edit.element.to_string()).collect());
    if let Some((expected, found)) = differing(elements, named.unwrap_or_default()) {
        misses.push(Miss::Elements { expected, found });
    }
    let hazards = diagnosis.hazards.iter().map(|hazard| hazard.code.to_string()).collect();
    if let Some((expected, found)) = differing(expect.hazards, hazards) {
        misses.push(Miss::Hazards { expected, found });
    }
    misses
}

/// Both sides sorted, when they differ as sets.
fn differing(expected: &[&str], found: BTreeSet<String>) -> Option<(Vec<String>, Vec<String>)> {
    let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
    (expected != found).then(|| (expected.into_iter().collect(), found.into_iter().collect()))
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| {
            if names.is_empty() {
                "nothing".to_owned()
            } else {
                names.join(", ")
            }
        };
        match self {
            Self::NoUpload => f.write_str("no request reached the store"),
            Self::Verdict { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::NotProven => f.write_str("the explanation is not proven"),
            Self::Elements { expected, found } => {
                write!(f, "expected {} to blame, found {}", list(expected), list(found))
            }
            Self::Hazards { expected, found } => {
                write!(f, "expected the hazards {}, found {}", list(expected), list(found))
            }
        }
    }
}
