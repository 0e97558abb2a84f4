//! The entry: verdict, structure, search.

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::{Refusal, Request, Service, Verdict, examine, verify};
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use super::case::{Case, World};
use super::explain::{edit_from_note, explain_by_slip, form_explanation, tell_first};
use super::findings::form::{add_refused, unexplained, unreadable};
use super::findings::{answered, before_search, beside, headline, missing};
use super::hypothesis::key::for_unknown_id;
use super::redact::{redact_form, veiled};
use super::search::form::search;
use super::{Confidence, Diagnosis, Evidence, Explanation, Space};

/// Tells why the service does not accept a form's signature, or refuses what was posted.
///
/// `form` is what was read of the body up to the file, `now` the service's clock. The verdict is the
/// service's own. An explanation is given only when the presented signature was recomputed: over the form
/// with the signed policy in it, read and examined anew, or over what the client signed instead, or under
/// the key it used. The search is small, a few thousand candidates, so that it has no budget to be given.
#[must_use]
pub fn diagnose_form(
    received: &Received,
    form: &Form,
    keyring: &Keyring,
    site: &Site,
    now: Timestamp,
    evidence: &Evidence,
) -> Diagnosis {
    let world = World {
        received,
        keyring,
        site,
        now,
        evidence,
    };
    let verdict = verify(&Request::with_form(received, form), &Service { keyring, site, now });
    let case = case(&world, form);
    let mut diagnosis = before_search(&world, &verdict, case.as_ref());
    add_refused(&verdict, form, &mut diagnosis);
    match &verdict {
        Verdict::Refused(Refusal::UnknownKey { key_id }) => {
            diagnosis.explanation = other_key(&world, form, key_id);
            tell_first(&mut diagnosis);
        }
        Verdict::Anonymous(_) => {}
        _ => {
            if let Some(case) = case.filter(|case| !case.holds()) {
                explain(&case, form, &mut diagnosis);
            }
        }
    }
    missing::add(&world, &verdict, &mut diagnosis);
    answered::add(&world, &mut diagnosis);
    beside::add(&world, &verdict, Some(form), &mut diagnosis);
    diagnosis.headline = headline::of(&world, &verdict, &diagnosis);
    veiled(redact_form(diagnosis, received, form, keyring), form, keyring)
}

fn case<'w>(world: &World<'w>, form: &Form) -> Option<Case<'w>> {
    let examination = examine(&Request::with_form(world.received, form), world.keyring, world.site).ok()??;
    Case::from_form(*world, examination)
}

fn explain(case: &Case<'_>, form: &Form, diagnosis: &mut Diagnosis) {
    let (hit, summary) = search(case);
    diagnosis.search = summary;
    if let Some(hit) = hit {
        let (explanation, strings) = form_explanation(case, form, &hit);
        diagnosis.explanation = Some(explanation);
        diagnosis.strings = strings;
    } else if let Some(digest) = &case.examination.presented.signature.digest {
        explain_by_slip(case, digest, diagnosis);
    }
    if diagnosis.explanation.is_none() {
        diagnosis.diagnostics.push(unexplained(&case.world, &diagnosis.search));
    }
    let policy = case.examination.presented.policy.as_deref();
    diagnosis.diagnostics.extend(policy.and_then(unreadable));
    tell_first(diagnosis);
}

/// The explanation of an id that no known key has: a known key's secret makes the signature, or, where
/// the id is such a secret, its id does.
fn other_key(world: &World<'_>, form: &Form, key_id: &str) -> Option<Explanation> {
    let note = for_unknown_id(world.keyring, key_id, |keyring| {
        let world = World { keyring, ..*world };
        case(&world, form).is_some_and(|case| case.holds())
    })?;
    Some(Explanation {
        confidence: Confidence::Proven,
        space: Space::Key,
        lines: Vec::new(),
        edits: vec![edit_from_note(note)],
        is_smallest: true,
    })
}
