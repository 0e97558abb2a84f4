//! The request head that the service saw, from the string to sign that it printed.
//!
//! An error body names everything that was signed: verb, values, resource, key id and signature. So
//! where an input shows no head, or one that was logged before it was sent, the signed part of the
//! head can be put together from the service's own words. Nothing is taken on trust: a rebuilt head
//! is used only when the verifier's canonical form of it is the service's string, byte for byte.

mod form;
mod signed;
mod v1;
mod v2;
mod v4;

pub(super) use form::rebuild_form;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::v4::ALGORITHM;
use mock_oss::verify::{Request, StageName, examine};
use mock_oss::wire::Received;

use super::{Exactness, ServerError};

/// The head that gives the string of `error`: over what the input shows of it, or from nothing.
/// `None` when the error does not tell enough, or no head gives that string.
pub(super) fn rebuild(error: &ServerError, shown: Option<&Received>) -> Option<Vec<u8>> {
    let string = error.string_to_sign.as_deref()?;
    if error.exactness == Exactness::Absent {
        return None;
    }
    let signed = if string.starts_with(ALGORITHM.as_bytes()) {
        v4::signed(error)
    } else if v2::is(string) {
        v2::signed(error)
    } else {
        v1::signed(error)
    }?;
    let over = shown.into_iter().flat_map(|shown| signed.over(shown));
    let host = error.host_id.as_deref().unwrap_or_default();
    let alone = [Some(signed.alone(host)), signed.under_mask(host)];
    over.chain(alone.into_iter().flatten())
        .find(|head| gives(head, error, string))
}

/// Whether the verifier makes the service's strings of a head.
fn gives(head: &[u8], error: &ServerError, string: &[u8]) -> bool {
    let Ok(received) = Received::parse(head.to_vec()) else {
        return false;
    };
    let id = error.access_key_id.as_deref().unwrap_or_default();
    let keyring = Keyring::new().with(id, Credential::new(""));
    let Ok(Some(examination)) = examine(&Request::new(&received), &keyring, &Site::default()) else {
        return false;
    };
    let mut stages = examination
        .canonical
        .stages
        .iter()
        .map(|stage| (stage.name, stage.bytes()));
    let same = |(name, bytes): (StageName, Vec<u8>)| match name {
        StageName::StringToSign => bytes == string,
        StageName::CanonicalRequest => true,
    };
    received.head() == head && stages.all(same)
}
