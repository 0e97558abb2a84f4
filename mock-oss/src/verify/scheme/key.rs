//! Derived signing keys, and a small memory of those already derived.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::{Derivation, Scope};
use crate::secret::Secret;
use crate::verify::{Digest, Keyed};

impl Derivation {
    /// The key of a day, a region and a product: four MACs, each keyed by the one before, over date,
    /// region, product and terminator; the first is keyed by the prefix and the secret.
    #[must_use]
    pub fn key(&self, secret: &[u8], scope: &Scope) -> Keyed {
        let mut root = Zeroizing::new(Vec::with_capacity(self.prefix.len() + secret.len()));
        root.extend_from_slice(self.prefix.as_bytes());
        root.extend_from_slice(secret);
        let parts = [&scope.date, &scope.region, &scope.product].map(String::as_str);
        let mut keyed = Keyed::sha256(&root);
        for part in parts.into_iter().chain([self.terminator]) {
            let digest: Digest = keyed.digest(part.as_bytes());
            keyed = Keyed::sha256(digest.expose());
        }
        keyed
    }
}

/// Keys derived of late, the oldest forgotten first. Deriving one costs more than the rest of a V4
/// verification, and a client uses one for a whole day.
#[derive(Default)]
pub(in crate::verify) struct DerivedKeys(Mutex<VecDeque<Known>>);

struct Known {
    key_id: String,
    derivation: Derivation,
    scope: Scope,
    keyed: Keyed,
}

impl DerivedKeys {
    /// The key derived from `secret`, which belongs to `key_id`.
    pub(in crate::verify) fn derive(
        &self,
        derivation: Derivation,
        key_id: &str,
        secret: &Secret,
        scope: &Scope,
    ) -> Keyed {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |known: &&Known| known.scope == *scope && known.key_id == key_id && known.derivation == derivation;
        if let Some(hit) = known.iter().find(is_it) {
            return hit.keyed.clone();
        }
        let keyed = derivation.key(secret.expose(), scope);
        if known.len() == MOST {
            known.pop_front();
        }
        known.push_back(Known {
            key_id: key_id.to_owned(),
            derivation,
            scope: scope.clone(),
            keyed: keyed.clone(),
        });
        keyed
    }
}

/// A copy begins with nothing known: it may be given another secret under the same id.
impl Clone for DerivedKeys {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for DerivedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKeys(..)")
    }
}

/// Enough for many clients across a midnight; small enough to search from end to end.
const MOST: usize = 32;
