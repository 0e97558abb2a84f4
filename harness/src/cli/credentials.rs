//! Access keys from the command line, the environment and a file.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use mock_oss::keyring::{Credential, Keyring};

use super::files;

/// The options that name access keys.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CredentialArgs {
    /// An access key: ID:SECRET, or ID:SECRET:TOKEN for a temporary one. Repeatable
    #[arg(long = "credential", value_name = "ID:SECRET[:TOKEN]")]
    credentials: Vec<CredentialArg>,
    /// A file with one ID:SECRET[:TOKEN] a line; blank lines and lines that begin with # are skipped
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,
    /// Access keys separated by blanks, so that secrets need not stand on the command line
    #[arg(long, env = "WHYSIG_CREDENTIALS", hide = true, hide_env_values = true, value_parser = parse_list)]
    credentials_from_env: Option<CredentialList>,
}

/// One access key as written.
#[derive(Clone)]
pub(crate) struct CredentialArg {
    id: String,
    credential: Credential,
}

/// Several access keys as written in one text.
#[derive(Clone)]
pub(crate) struct CredentialList(Vec<CredentialArg>);

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
        let mut all: Vec<CredentialArg> = Vec::new();
        if let Some(list) = &self.credentials_from_env {
            all.extend(list.0.iter().cloned());
        }
        if let Some(path) = &self.credentials_file {
            all.extend(lines(&files::read_text(path)?, path)?);
        }
        all.extend(self.credentials.iter().cloned());
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

/// Whether the keys are the user's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// Nobody named a key; the test pair is used.
    Default,
    /// The user named them.
    Given,
}

impl FromStr for CredentialArg {
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

impl fmt::Debug for CredentialArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:..", self.id)
    }
}

impl fmt::Debug for CredentialList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn parse_list(text: &str) -> Result<CredentialList, CredentialError> {
    let keys: Result<Vec<_>, _> = text.split_whitespace().map(str::parse).collect();
    keys.map(CredentialList)
}

fn lines(text: &str, path: &std::path::Path) -> anyhow::Result<Vec<CredentialArg>> {
    let numbered = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    numbered
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, number)| {
            line.parse()
                .map_err(|error: CredentialError| anyhow::anyhow!("{}, line {number}: {error}", path.display()))
        })
        .collect()
}
