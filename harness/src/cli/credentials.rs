//! Access keys from the command line, the environment and a file.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::Context as _;
use mock_oss::keyring::{Credential, Keyring};

use super::files;
use crate::diagnosis::KeySource;

/// The options that name access keys. They are taken as they are and read later: a message of the
/// option parser's would repeat them.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CredentialArgs {
    /// An access key: ID:SECRET, or ID:SECRET:TOKEN for a temporary one. Repeatable
    #[arg(long = "credential", value_name = "ID:SECRET[:TOKEN]")]
    credentials: Vec<Hidden>,
    /// A file with one ID:SECRET[:TOKEN] a line; blank lines and lines that begin with # are skipped
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,
    /// Access keys separated by blanks, so that secrets need not stand on the command line
    #[arg(long, env = "WHYSIG_CREDENTIALS", hide = true, hide_env_values = true)]
    credentials_from_env: Option<Hidden>,
}

/// A text with a secret in it.
#[derive(Clone)]
pub(crate) struct Hidden(String);

/// One access key.
struct Key {
    id: String,
    credential: Credential,
}

/// Why a text is no access key. The text is not repeated: it may hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CredentialError {
    #[error("not of the form ID:SECRET or ID:SECRET:TOKEN")]
    Form,
    #[error("the access key id is empty")]
    EmptyId,
    #[error("the access key secret is empty")]
    EmptySecret,
    #[error("the security token is empty; leave its colon out for a long-term key")]
    EmptyToken,
}

impl CredentialArgs {
    /// All keys named, the last of one id winning; the test pair `testid:testsecret` when none is.
    ///
    /// # Errors
    /// When the file cannot be read or a line of it is no access key.
    pub(crate) fn keyring(&self) -> anyhow::Result<(Keyring, KeySource)> {
        let mut all: Vec<Key> = Vec::new();
        if let Some(list) = &self.credentials_from_env {
            let keys: Result<Vec<Key>, _> = list.0.split_whitespace().map(str::parse).collect();
            all.extend(keys.context("WHYSIG_CREDENTIALS")?);
        }
        if let Some(path) = &self.credentials_file {
            all.extend(lines(&files::read_text(path)?, path)?);
        }
        for text in &self.credentials {
            all.push(text.0.parse().context("--credential")?);
        }
        if all.is_empty() {
            let keyring = Keyring::new().with("testid", Credential::new("testsecret"));
            return Ok((keyring, KeySource::Default));
        }
        let keyring = all
            .into_iter()
            .fold(Keyring::new(), |keyring, key| keyring.with(key.id, key.credential));
        Ok((keyring, KeySource::Given))
    }
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

impl FromStr for Hidden {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

fn lines(text: &str, path: &std::path::Path) -> anyhow::Result<Vec<Key>> {
    let numbered = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    numbered
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, number)| {
            let key: Result<Key, CredentialError> = line.parse();
            key.with_context(|| format!("{}, line {number}", files::name(path)))
        })
        .collect()
}
