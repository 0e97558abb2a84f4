//! The options that name access keys, and the keyring that they make.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::Context as _;
use mock_oss::keyring::{Credential, Keyring};

use super::key::{CredentialError, Key, keys, lines};
use super::vendor::{self, Parts};
use crate::cli::echo::echoed;
use crate::cli::files;
use crate::diagnosis::KeySource;

/// The options that name access keys. They are taken as they are and read later: a message of the
/// option parser's would repeat them.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CredentialArgs {
    /// An access key: ID:SECRET, or ID:SECRET:TOKEN for a temporary one. Repeatable
    #[arg(long = "credential", value_name = "ID:SECRET[:TOKEN]")]
    credentials: Vec<Hidden>,
    /// A file with one ID:SECRET[:TOKEN] a line (blank lines and those that begin with # are skipped), or a
    /// configuration in ini, JSON or .env form
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,
    /// A profile of ossutil's or the aliyun CLI's configuration (~/.ossutilconfig, ~/.aliyun/config.json)
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Access keys separated by blanks, so that secrets need not stand on the command line
    #[arg(long, env = "WHYSIG_CREDENTIALS", hide = true, hide_env_values = true)]
    credentials_from_env: Option<Hidden>,
}

/// A text with a secret in it.
#[derive(Clone)]
pub(crate) struct Hidden(String);

impl CredentialArgs {
    /// All keys named, the last of one id winning; the test pair `testid:testsecret` when none is.
    ///
    /// # Errors
    /// When the file cannot be read or a line of it is no access key.
    pub(crate) fn keyring(&self) -> anyhow::Result<(Keyring, KeySource)> {
        let mut all: Vec<Key> = environment()?;
        if let Some(list) = &self.credentials_from_env {
            let keys: Result<Vec<Key>, _> = list.0.split_whitespace().map(str::parse).collect();
            all.extend(keys.context("WHYSIG_CREDENTIALS")?);
        }
        if let Some(name) = &self.profile {
            all.push(profile(name)?);
        }
        if let Some(path) = &self.credentials_file {
            let text = files::read_text(path)?;
            match vendor::of_file(&text) {
                Some(parts) if parts.is_empty() => {
                    return Err(CredentialError::NoKey).with_context(|| files::name(path).to_string());
                }
                Some(parts) => all.extend(keys(parts).with_context(|| files::name(path).to_string())?),
                None => all.extend(lines(&text, path)?),
            }
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

/// The key that the SDKs' own variables hold: each has an id and a secret.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment comes in"
)]
fn environment() -> anyhow::Result<Vec<Key>> {
    let value = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let parts = vendor::VARIABLES.iter().map(|[id, secret, token]| Parts {
        profile: None,
        id: value(id),
        secret: value(secret),
        token: value(token),
    });
    keys(parts.filter(Parts::are_whole).collect()).context("the environment")
}

/// The key of a profile.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment comes in"
)]
fn profile(name: &str) -> anyhow::Result<Key> {
    let home = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE"));
    let home = PathBuf::from(home.unwrap_or_default());
    for file in [".ossutilconfig", ".aliyun/config.json"] {
        let Ok(text) = files::read_text(&home.join(file)) else {
            continue;
        };
        let found = vendor::of_file(&text).unwrap_or_default();
        let of_name = |parts: &Parts| {
            let own = parts.profile.as_deref().unwrap_or("default");
            // ossutil 1 has one section, and calls it so.
            own.eq_ignore_ascii_case(name) || (own == "Credentials" && name == "default")
        };
        if let Some(parts) = found.into_iter().find(of_name) {
            let all = keys(vec![parts]).with_context(|| format!("--profile {}", echoed(name)))?;
            if let Some(key) = all.into_iter().next() {
                return Ok(key);
            }
        }
    }
    Err(CredentialError::NoProfile).with_context(|| format!("--profile {}", echoed(name)))
}
