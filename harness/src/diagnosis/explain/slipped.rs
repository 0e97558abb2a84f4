//! The right string under a secret that was copied or typed with a slip.

use mock_oss::verify::Digest;

use super::edits::from_note;
use crate::diagnosis::case::Case;
use crate::diagnosis::hypothesis::key::{LONGEST_STRING, slipped as slipped_secret};
use crate::diagnosis::{Confidence, Diagnosis, Explanation, Limit, Space};

/// Explains by a slip in the secret what nothing else explained, where one makes the signature. It is tried
/// however the search ended: a few thousand secrets take milliseconds. They are no candidates of the search, whose
/// number follows from the head alone.
pub(crate) fn explain_by_slip(case: &Case<'_>, digest: &Digest, diagnosis: &mut Diagnosis) {
    if case.examination.canonical.string_to_sign().bytes().len() > LONGEST_STRING {
        diagnosis.search.limit.get_or_insert(Limit::Room);
        diagnosis.search.exhausted = false;
        return;
    }
    diagnosis.explanation = slipped_secret(case, digest).map(|note| Explanation {
        confidence: Confidence::Proven,
        space: Space::Key,
        lines: Vec::new(),
        edits: vec![from_note(note)],
        is_smallest: true,
    });
}
