//! Where the words of an explanation stand among the findings.

use super::tell::tell;
use crate::diagnosis::{Code, Diagnosis, Diagnostic};

/// Puts the words of the explanation before all others; what the head alone shows is told better by
/// what mends it.
pub(crate) fn tell_first(diagnosis: &mut Diagnosis) {
    let told: Vec<_> = diagnosis.explanation.iter().flat_map(tell).collect();
    let told_better = |found: &Diagnostic| {
        told.iter().any(|other| {
            is_mended(other.code) && (other.code == found.code || are_of_signature(other.code, found.code))
        })
    };
    diagnosis.diagnostics.retain(|found| !told_better(found));
    diagnosis.diagnostics.splice(..0, told);
}

/// What a signature's text lost is known for certain only beside the one that verifies.
fn are_of_signature(one: Code, other: Code) -> bool {
    [one, other]
        .iter()
        .all(|code| matches!(code, Code::SignatureMalformed | Code::SignaturePlusLost))
}

fn is_mended(code: Code) -> bool {
    matches!(
        code,
        Code::SignatureMalformed
            | Code::SignaturePlusLost
            | Code::FieldRepeated
            | Code::HostRepeated
            | Code::ClaimRepeated
            | Code::IdAndSecretExchanged
    )
}
