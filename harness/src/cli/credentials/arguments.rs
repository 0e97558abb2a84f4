//! Secrets on a command line that was not read yet, or cannot be.

use std::ffi::OsString;
use std::ops::Range;

use mock_oss::keyring::{Credential, Keyring};

use super::key::Key;
use super::vendor::VARIABLES;

/// The keys that arguments and environment name, as far as they can be read. Their ids say nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the environment comes in"
)]
pub(crate) fn keyring_of(arguments: &[OsString]) -> Keyring {
    let mut values: Vec<String> = Vec::new();
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        if argument == OPTION {
            values.extend(arguments.next().map(Into::into));
        } else if let Some(value) = argument.strip_prefix(OPTION).and_then(|rest| rest.strip_prefix('=')) {
            values.push(value.to_owned());
        }
    }
    let listed = std::env::var("WHYSIG_CREDENTIALS").unwrap_or_default();
    values.extend(listed.split_whitespace().map(str::to_owned));
    let keys = values.iter().filter_map(|value| value.parse().ok());
    let secret = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let alone = VARIABLES
        .iter()
        .flat_map(|[_, secret, token]| [*secret, *token])
        .filter_map(secret);
    let alone = alone.map(|secret| Credential::new(secret.as_str()));
    let all = keys.map(|key: Key| key.credential).chain(alone);
    let numbered = all.zip(0_usize..);
    numbered.fold(Keyring::new(), |keyring, (credential, number)| {
        keyring.with(number.to_string(), credential)
    })
}

/// Where an argument holds a secret by its looks: behind an id and a colon, or by itself as the service makes
/// them.
pub(crate) fn secret_of(argument: &[u8]) -> Option<Range<usize>> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
    let kinds = [u8::is_ascii_lowercase, u8::is_ascii_uppercase, u8::is_ascii_digit];
    let is_made = argument.len() == MADE && argument.iter().all(is_letter);
    if is_made && kinds.iter().all(|kind| argument.iter().any(kind)) {
        return Some(0..argument.len());
    }
    let start = argument.iter().rposition(|&byte| byte == b'=').map_or(0, |at| at + 1);
    let colon = start + argument[start..].iter().position(|&byte| byte == b':')?;
    let (id, secret) = (&argument[start..colon], &argument[colon + 1..]);
    let is_id = id.len() >= SHORTEST_ID && id.iter().all(|byte| is_letter(byte) || b"._-".contains(byte));
    let is_port = secret.iter().all(u8::is_ascii_digit);
    let is_secret = secret.len() >= SHORTEST_SECRET && !is_port && !secret.starts_with(b"//");
    (is_id && is_secret).then_some(colon + 1..argument.len())
}

const OPTION: &str = "--credential";

/// The length of the secrets that the service makes, of letters and digits.
const MADE: usize = 30;

/// A letter before a colon is a drive.
const SHORTEST_ID: usize = 2;

/// What is shorter is hidden nowhere.
const SHORTEST_SECRET: usize = 4;
