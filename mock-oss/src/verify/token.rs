//! Security tokens of temporary keys.

use super::{Presented, Refusal};
use crate::keyring::Credential;
use crate::wire::{Pick, Picked, Received};

/// Checks that a token is presented exactly when the key has one, and that it is the key's
/// ("Temporary access authorization", and the documents of EC 0002-00000002, 0004 and 0006).
pub(super) fn check(received: &Received, presented: &Presented, credential: &Credential) -> Result<(), Refusal> {
    let key_id = presented.key_id.clone();
    let token = match received.pick("x-oss-security-token", Pick::Joined) {
        Picked::Absent | Picked::Repeated(_) => None,
        Picked::One { value, .. } => Some(value.into_owned()),
        Picked::Joined { value, .. } => Some(value),
    };
    match (token, &credential.token) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Refusal::StrayToken { key_id }),
        (None, Some(_)) => Err(Refusal::NoToken { key_id }),
        (Some(presented), Some(known)) if presented == known.expose() => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::WrongToken { key_id }),
    }
}

/// A canonical line for people, with the value of a token header left out.
pub(super) fn without_token(line: &str) -> String {
    match line.split_once(':') {
        Some((name, _)) if name == "x-oss-security-token" => format!("{name}:[token]"),
        _ => line.to_owned(),
    }
}
