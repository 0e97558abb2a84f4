//! What the command line may repeat of what it was given: file names and arguments, without the secrets that
//! stand beside them.

use std::ffi::{OsStr, OsString};
use std::sync::{Mutex, PoisonError};

use mock_oss::keyring::Keyring;

use super::credentials::{self, secret_of};
use crate::diagnosis::Masker;
use crate::words::Wire;

/// What is known to be secret so far. One for the process: an error that names a file knows no keys.
static KNOWN: Mutex<Vec<Masker>> = Mutex::new(Vec::new());

/// Learns the secrets that stand on the command line and in the environment, before anything is read.
pub(super) fn learn_arguments(arguments: &[OsString]) {
    learn(&credentials::keyring_of(arguments));
}

/// Learns secrets that nobody must see repeated.
pub(super) fn learn(keyring: &Keyring) {
    with_known(|known| known.push(Masker::of_keyring(keyring)));
}

/// A text that was given, as it may be repeated.
pub(super) fn echoed(text: impl AsRef<OsStr>) -> Wire {
    let mut bytes = text.as_ref().as_encoded_bytes().to_vec();
    if let Some(secret) = secret_of(&bytes) {
        bytes.splice(secret, *b"[secret]");
    }
    with_known(|known| {
        known
            .iter()
            .fold(Wire::from(bytes), |text, masker| masker.masked(text.as_bytes()))
    })
}

fn with_known<T>(act: impl FnOnce(&mut Vec<Masker>) -> T) -> T {
    act(&mut KNOWN.lock().unwrap_or_else(PoisonError::into_inner))
}
