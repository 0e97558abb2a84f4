//! Which access keys exist, and their secrets.

use std::collections::BTreeMap;

use super::scheme::{DerivedKeys, KeyRule};
use super::{Keyed, Mac, Scheme, Scope};
use crate::secret::Secret;

/// What the service knows of one access key.
#[derive(Debug, Clone)]
pub struct Credential {
    /// The secret that signatures are made with.
    pub secret: Secret,
    /// The security token of a temporary (STS) key; such a key is valid only with it.
    pub token: Option<Secret>,
    /// Whether the key may be used.
    pub status: KeyStatus,
}

/// Whether a key may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It may.
    Enabled,
    /// The account's owner disabled it.
    Disabled,
}

/// Access key ids and what belongs to them.
#[derive(Debug, Clone, Default)]
pub struct Keyring {
    credentials: BTreeMap<String, Known>,
    /// Only a memory: what it gives follows from `credentials`.
    derived: DerivedKeys,
}

/// A credential with the MACs that its secret keys as it is, ready to start.
#[derive(Debug, Clone)]
struct Known {
    credential: Credential,
    sha1: Keyed,
    sha256: Keyed,
}

impl Known {
    fn new(credential: Credential) -> Self {
        let secret = credential.secret.expose();
        Self {
            sha1: Keyed::sha1(secret),
            sha256: Keyed::sha256(secret),
            credential,
        }
    }
}

impl Credential {
    /// An enabled long-term key.
    pub fn new(secret: impl Into<Vec<u8>>) -> Self {
        Self {
            secret: Secret::new(secret),
            token: None,
            status: KeyStatus::Enabled,
        }
    }

    /// An enabled temporary key with its security token.
    pub fn temporary(secret: impl Into<Vec<u8>>, token: impl Into<Vec<u8>>) -> Self {
        Self {
            token: Some(Secret::new(token)),
            ..Self::new(secret)
        }
    }
}

impl Keyring {
    /// A keyring without keys.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The keyring with one more key; a key of the same id is replaced.
    #[must_use]
    pub fn with(mut self, id: impl Into<String>, credential: Credential) -> Self {
        self.credentials.insert(id.into(), Known::new(credential));
        self.derived = DerivedKeys::default();
        self
    }

    /// The key with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Credential> {
        self.credentials.get(id).map(|known| &known.credential)
    }

    /// All keys, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Credential)> {
        self.credentials
            .iter()
            .map(|(id, known)| (id.as_str(), &known.credential))
    }

    /// The MAC of a scheme, keyed with the secret of this id: by way of the key derived for `scope` where the
    /// scheme derives one, from memory when that was done of late. `None` when there is no such id, or no
    /// scope to derive for.
    pub(super) fn keyed(&self, key_id: &str, scheme: Scheme, scope: Option<&Scope>) -> Option<Keyed> {
        let known = self.credentials.get(key_id)?;
        Some(match (scheme.key_rule(), scheme.mac()) {
            (KeyRule::Derived(rule), _) => self.derived.derive(rule, key_id, &known.credential.secret, scope?),
            (KeyRule::Secret, Mac::Sha1) => known.sha1.clone(),
            (KeyRule::Secret, Mac::Sha256) => known.sha256.clone(),
        })
    }
}
