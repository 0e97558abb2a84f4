//! Findings that are certain from the head alone, without any search.

mod claim;
mod exchanged;
mod misplaced;
mod near;
mod places;
mod refusals;
mod signature;
mod token;

use mock_oss::verify::Verdict;

pub(super) use self::exchanged::ROTATE;
pub(super) use self::near::near_misses;
pub(super) use self::signature::{code as signature_code, kind as signature_kind};
use super::Diagnostic;
use super::case::{Case, World};

/// What the head shows by itself: why the service turned it away, and what is wrong with its claim.
///
/// `case` is the head's canonical form, where the service can read its claim.
pub(super) fn structural(world: &World<'_>, verdict: &Verdict, case: Option<&Case<'_>>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    if let Verdict::Refused(refusal) = verdict {
        all.push(refusals::told(world, refusal, case));
    }
    misplaced::find(world, verdict, &mut all);
    if let Some(case) = case {
        claim::find(world, case, &mut all);
    }
    all
}
