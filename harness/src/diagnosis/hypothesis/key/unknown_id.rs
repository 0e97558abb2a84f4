//! An id that no known key has.

use mock_oss::keyring::{Credential, Keyring};

use crate::diagnosis::case::change::Note;
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::{Code, Element};
use crate::words::{wire, words};

/// Which key was used under an id that no known key has; `None` when none of those tried was.
///
/// Tried are each known secret, and each known id where `key_id` is the secret that belongs to it.
/// `holds` tells whether the presented signature is the one that a keyring with `key_id` in it makes.
pub(crate) fn for_unknown_id(keyring: &Keyring, key_id: &str, holds: impl Fn(&Keyring) -> bool) -> Option<Note> {
    let made_by = |credential: Credential| holds(&keyring.clone().with(key_id, credential));
    keyring.iter().find_map(|(known, credential)| {
        let is_secret = credential.secret.expose() == key_id.as_bytes();
        let (code, words) = if is_secret && made_by(Credential::new(known)) {
            let words = words!(
                "the id of the access key `{}` was used as the secret, and the secret as the id",
                wire(known)
            );
            (Code::IdAndSecretExchanged, words)
        } else if !made_by(credential.clone()) {
            return None;
        } else if is_secret {
            let words = words!(
                "the secret of the access key `{}` stands in the place of its id, too",
                wire(known)
            );
            (Code::IdAndSecretExchanged, words)
        } else {
            let words = words!(
                "the secret of the access key `{}` was used under the id `{}`",
                wire(known),
                wire(key_id)
            );
            (Code::OtherKeyUsed, words)
        };
        Some(key(code, Element::Secret, words))
    })
}
