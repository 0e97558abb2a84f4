//! Secrets that stand where they are no secret any more.

use mock_oss::keyring::Keyring;

/// The id of the known key whose secret `text` is.
pub(crate) fn key_of_secret<'k>(keyring: &'k Keyring, text: &[u8]) -> Option<&'k str> {
    let mut keys = keyring.iter();
    let found = keys.find(|(_, credential)| credential.secret.expose() == text);
    found.map(|(id, _)| id)
}

/// What to do about a secret that was sent.
pub(crate) const ROTATE: &str = "rotate the key: its secret was sent where servers, proxies and logs read it";
