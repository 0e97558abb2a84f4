//! Security tokens that stand inside a policy: V4 wants them among its conditions.

use mock_oss::keyring::Keyring;
use mock_oss::verify::names::{Part, part_of};
use mock_oss::wire::form::Form;

use crate::diagnosis::case::text::replaced;
use crate::diagnosis::hypothesis::form::spellings::decoded;
use crate::diagnosis::{Diagnosis, ShownString};

/// Takes a policy that holds a token out of all that is shown: base64 hides it from a search for the
/// token itself.
pub(super) fn veiled(mut diagnosis: Diagnosis, form: &Form, keyring: &Keyring) -> Diagnosis {
    let policies: Vec<Vec<u8>> = form.named("policy").map(|field| plain(field.value())).collect();
    let has = |token: &[u8]| !token.is_empty() && policies.iter().any(|policy| contains(policy, token));
    let mut fields = form.fields().filter(|field| part_of(field.name()) == Some(Part::Token));
    let in_form = fields.any(|field| has(field.value()));
    let mut known = keyring.iter().filter_map(|(_, credential)| credential.token.as_ref());
    if !in_form && !known.any(|token| has(token.expose())) {
        return diagnosis;
    }
    let strings = diagnosis.strings.server.iter_mut().chain(&mut diagnosis.strings.client);
    strings.for_each(veil);
    let all = diagnosis.explanation.iter_mut().chain(&mut diagnosis.alternatives);
    for edit in all.flat_map(|explanation| &mut explanation.edits) {
        (edit.received, edit.signed) = (None, None);
    }
    diagnosis
}

fn veil(string: &mut ShownString) {
    for line in &mut string.lines {
        line.text = "[policy with a token]".into();
    }
}

/// The JSON of a policy in any spelling, its slashes as they are meant.
fn plain(policy: &[u8]) -> Vec<u8> {
    let json = decoded(policy).unwrap_or_else(|| policy.to_vec());
    replaced(&json, b"\\/", b"/")
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
