//! Every secret with every derivation.

use mock_oss::verify::Scheme;
use mock_oss::verify::scheme::KeyRule;

use super::derivations::derivations;
use super::secrets::{Secret, secrets};
use super::variant::KeyVariant;
use crate::diagnosis::case::change::{Change, Note};
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::hypothesis::cost::Cost;

/// All keys that cost at most `ceiling`, the known one first. Nothing but that one where the secret is
/// not known.
pub(crate) fn variants(case: &Case<'_>, ceiling: Cost) -> Vec<KeyVariant> {
    let known = KeyVariant {
        cost: 0,
        keyed: case.examination.keyed.clone(),
        texts: Texts::new(),
        changes: Vec::new(),
    };
    let Some(credential) = case.credential().filter(|_| !case.has_long_scope()) else {
        return vec![known];
    };
    let secrets = secrets(case, credential.secret.expose(), ceiling);
    let others = match (case.scheme().key_rule(), &case.examination.presented.scope) {
        (KeyRule::Derived(_), Some(scope)) => {
            let derivations = derivations(case, scope);
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
                })
                .collect()
        }
        (KeyRule::Secret, _) | (KeyRule::Derived(_), None) => plain(case.scheme(), &secrets),
    };
    [known].into_iter().chain(others).collect()
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
        })
        .collect()
}

fn changes(secret: &Secret, ways: &[Note]) -> Vec<Change> {
    let notes = secret.note.iter().chain(ways).cloned();
    notes.map(Change::Other).collect()
}
