//! A diagnosis before anything is searched.

use mock_oss::verify::Verdict;

use super::client_string::{beside, given_strings};
use super::{claim, misplaced_claim, refusals};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::explain::{computed, given_string};
use crate::diagnosis::hazard::hazards;
use crate::diagnosis::{Diagnosis, Diagnostic, Origin, SearchSummary, Strings, VerdictKind};
use crate::words::Words;

/// What the verdict and the head alone tell. `case` is the received head, where its claim can be read.
pub(crate) fn before_search(world: &World<'_>, verdict: &Verdict, case: Option<&Case<'_>>) -> Diagnosis {
    Diagnosis {
        verdict: kind(verdict),
        headline: Words::default(),
        scheme: case.map(Case::scheme),
        explanation: None,
        alternatives: Vec::new(),
        diagnostics: structural(world, verdict, case),
        hazards: hazards(world, kind(verdict)),
        strings: strings(world, case),
        masks: Vec::new(),
        search: SearchSummary::default(),
    }
}

fn kind(verdict: &Verdict) -> VerdictKind {
    match verdict {
        Verdict::Verified(_) => VerdictKind::Verified,
        Verdict::Mismatch(_) => VerdictKind::Mismatch,
        Verdict::Refused(_) => VerdictKind::Refused,
        Verdict::Anonymous(_) => VerdictKind::Unsigned,
    }
}

/// What is known of both strings before anything is searched.
fn strings(world: &World<'_>, case: Option<&Case<'_>>) -> Strings {
    if let Some(case) = case {
        return match &world.evidence.client_string_to_sign {
            Some(text) => beside(case, text),
            None => Strings {
                server: Some(computed(&case.examination.canonical)),
                client: None,
            },
        };
    }
    let (server, client) = given_strings(world.evidence);
    let given = |text: &[u8]| given_string(text, Origin::Given);
    Strings {
        server: server.map(given),
        client: client.as_deref().map(given),
    }
}

/// What the head shows by itself: why the service turned it away, and what is wrong with its claim.
///
/// `case` is the head's canonical form, where the service can read its claim.
fn structural(world: &World<'_>, verdict: &Verdict, case: Option<&Case<'_>>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    if let Verdict::Refused(refusal) = verdict {
        all.push(refusals::describe(world, refusal, case));
    }
    misplaced_claim::find(world, verdict, &mut all);
    if let Some(case) = case {
        claim::find(world, case, &mut all);
    }
    all
}
