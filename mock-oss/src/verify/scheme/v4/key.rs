//! The derived signing key, and a small memory of keys already derived.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::TERMINATOR;
use crate::secret::Secret;
use crate::verify::{Digest, Keyed, Scope};

/// The key of a day, a region and a product: four MACs, each keyed by the one before, over date,
/// region, product and `aliyun_v4_request`; the first is keyed by `aliyun_v4` and the secret
/// ("Include a V4 signature in the Authorization header (recommended)").
#[must_use]
pub fn signing_key(secret: &Secret, scope: &Scope) -> Keyed {
    let mut root = Zeroizing::new(Vec::with_capacity(PREFIX.len() + secret.expose().len()));
    root.extend_from_slice(PREFIX);
    root.extend_from_slice(secret.expose());
    let parts = [&scope.date, &scope.region, &scope.product].map(String::as_str);
    let mut keyed = Keyed::sha256(&root);
    for part in parts.into_iter().chain([TERMINATOR]) {
        let digest: Digest = keyed.digest(part.as_bytes());
        keyed = Keyed::sha256(digest.expose());
    }
    keyed
}

/// Keys derived of late, the oldest forgotten first. Deriving one costs more than the rest of a V4
/// verification, and a client uses one for a whole day.
#[derive(Default)]
pub(crate) struct SigningKeys(Mutex<VecDeque<Known>>);

struct Known {
    key_id: String,
    scope: Scope,
    keyed: Keyed,
}

impl SigningKeys {
    /// The signing key of `secret`, which belongs to `key_id`.
    pub(crate) fn derive(&self, key_id: &str, secret: &Secret, scope: &Scope) -> Keyed {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hit = known
            .iter()
            .find(|known| known.scope == *scope && known.key_id == key_id);
        if let Some(hit) = hit {
            return hit.keyed.clone();
        }
        let keyed = signing_key(secret, scope);
        if known.len() == MOST {
            known.pop_front();
        }
        known.push_back(Known {
            key_id: key_id.to_owned(),
            scope: scope.clone(),
            keyed: keyed.clone(),
        });
        keyed
    }
}

/// A copy begins with nothing known: it may be given another secret under the same id.
impl Clone for SigningKeys {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys(..)")
    }
}

const PREFIX: &[u8] = b"aliyun_v4";

/// Enough for many clients across a midnight; small enough to search from end to end.
const MOST: usize = 32;
