//! One access key, read from a text or from its parts.

use std::path::Path;
use std::str::FromStr;

use anyhow::Context as _;
use mock_oss::keyring::Credential;

use super::vendor::Parts;
use crate::cli::files;

/// One access key.
pub(super) struct Key {
    pub(super) id: String,
    pub(super) credential: Credential,
}

/// Why a text is no access key. The text is not repeated: it may hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CredentialError {
    #[error("not of the form ID:SECRET or ID:SECRET:TOKEN")]
    Form,
    #[error("no access key stands in it")]
    NoKey,
    #[error("no profile of this name, with an id and a secret, is in ~/.ossutilconfig or ~/.aliyun/config.json")]
    NoProfile,
    #[error("the access key id is empty")]
    EmptyId,
    #[error("the access key secret is empty")]
    EmptySecret,
    #[error("the security token is empty; leave its colon out for a long-term key")]
    EmptyToken,
}

impl FromStr for Key {
    type Err = CredentialError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, ':');
        let id = parts.next().unwrap_or_default();
        let secret = parts.next().ok_or(CredentialError::Form)?;
        if id.is_empty() {
            return Err(CredentialError::EmptyId);
        }
        if secret.is_empty() {
            return Err(CredentialError::EmptySecret);
        }
        let credential = match parts.next() {
            None => Credential::new(secret),
            Some("") => return Err(CredentialError::EmptyToken),
            Some(token) => Credential::temporary(secret, token),
        };
        Ok(Self {
            id: id.to_owned(),
            credential,
        })
    }
}

/// Keys of their parts.
pub(super) fn keys(parts: Vec<Parts>) -> Result<Vec<Key>, CredentialError> {
    let all = parts.into_iter().map(|parts| {
        let id = parts.id.ok_or(CredentialError::EmptyId)?;
        let secret = parts.secret.ok_or(CredentialError::EmptySecret)?;
        let credential = match parts.token {
            None => Credential::new(secret),
            Some(token) => Credential::temporary(secret, token),
        };
        Ok(Key { id, credential })
    });
    all.collect()
}

/// A key a line; blank lines and those that begin with `#` are skipped.
pub(super) fn lines(text: &str, path: &Path) -> anyhow::Result<Vec<Key>> {
    let numbered = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    numbered
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, number)| {
            let key: Result<Key, CredentialError> = line.parse();
            key.with_context(|| format!("{}, line {number}", files::name(path)))
        })
        .collect()
}
