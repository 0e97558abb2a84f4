//! Every secret with every derivation.

use mock_oss::verify::scheme::{KeyRule, StageCount};
use mock_oss::verify::{Digest, Scheme};

use super::derivations::derivations;
use super::other_hash::other_hash;
use super::secrets::{Secret, secrets};
use super::variant::{KeyVariant, Likeness};
use crate::diagnosis::case::change::{Change, Note};
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::hypothesis::cost::Cost;

/// All keys that cost at most `ceiling`, the known one first. Nothing but that one where the secret is
/// not known, and nothing but one for the other hash where the signature is no MAC of the scheme.
pub(crate) fn variants(case: &Case<'_>, ceiling: Cost) -> Vec<KeyVariant> {
    let known = KeyVariant {
        cost: 0,
        keyed: case.examination.keyed.clone(),
        texts: Texts::new(),
        changes: Vec::new(),
        likeness: Likeness::Seen,
    };
    let Some(credential) = case.credential().filter(|_| !case.has_long_scope()) else {
        return vec![known];
    };
    let secret = credential.secret.expose();
    if case.examination.presented.signature.digest.is_none() {
        return other_hash(case, secret).into_iter().collect();
    }
    let secrets = secrets(case, secret, ceiling);
    let others = match (case.scheme().key_rule(), &case.examination.presented.scope) {
        (KeyRule::Derived(own), Some(scope)) => {
            let derivations = derivations(case, scope, own);
            let pairs = secrets
                .iter()
                .flat_map(|secret| derivations.iter().map(move |way| (secret, way)));
            let pairs = pairs.filter(|(secret, way)| {
                let few = way.notes.len() + usize::from(secret.note.is_some()) <= MOST_NOTES;
                few && (1..=ceiling).contains(&(secret.cost + way.cost))
            });
            pairs
                .map(|(secret, way)| KeyVariant {
                    cost: secret.cost + way.cost,
                    keyed: way.keyed(&secret.bytes),
                    texts: way.texts.clone(),
                    changes: changes(secret, &way.notes),
                    likeness: secret.likeness,
                })
                .collect()
        }
        (KeyRule::Secret, _) | (KeyRule::Derived(_), None) => plain(case.scheme(), &secrets),
    };
    let all = [known].into_iter().chain(others).collect();
    match case.scheme().stages() {
        StageCount::One => without_lines(all),
        StageCount::Two => all,
    }
}

/// Keys for a string that has no line of their scope; of equal ones the cheapest, and the one that says no
/// more of a line.
fn without_lines(mut all: Vec<KeyVariant>) -> Vec<KeyVariant> {
    all.sort_by_key(|key| (key.cost, !key.texts.is_empty()));
    let mut seen: Vec<Digest> = Vec::new();
    all.retain(|key| {
        let mac = key.keyed.digest(b"");
        let new = !seen.contains(&mac);
        seen.extend(new.then_some(mac));
        new
    });
    for key in &mut all {
        key.texts.clear();
        for change in &mut key.changes {
            if let Change::Other(note) = change {
                note.signed = None;
            }
        }
    }
    all
}

/// A key with more mistakes than these in it is not tried.
const MOST_NOTES: usize = 2;

/// Keys that are the secret itself.
fn plain(scheme: Scheme, secrets: &[Secret]) -> Vec<KeyVariant> {
    let others = secrets.iter().filter(|secret| secret.cost > 0);
    others
        .map(|secret| KeyVariant {
            cost: secret.cost,
            keyed: scheme.mac().keyed(&secret.bytes),
            texts: Texts::new(),
            changes: changes(secret, &[]),
            likeness: secret.likeness,
        })
        .collect()
}

fn changes(secret: &Secret, ways: &[Note]) -> Vec<Change> {
    let notes = secret.note.iter().chain(ways).cloned();
    notes.map(Change::Other).collect()
}
