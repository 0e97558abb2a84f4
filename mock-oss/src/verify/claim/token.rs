//! Security tokens of temporary keys ("Temporary access authorization").

use memchr::memmem;

use super::names::{Part, url_parameters_of};
use super::{Claim, Presented};
use crate::secret::Secret;
use crate::verify::canonical::parameters::Parameters;
use crate::verify::keyring::{Credential, Keyring};
use crate::verify::{Refusal, Scheme};
use crate::wire::form::FormIndex;
use crate::wire::{FieldIndex, Pick, Picked, QueryIndex, Received};

/// A security token as presented.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token.
    pub value: Secret,
    /// Where it stands.
    pub at: TokenPlace,
}

/// Where a token stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenPlace {
    /// The service's own field for it; several lines when it is repeated.
    Fields(Vec<FieldIndex>),
    /// A query parameter.
    Query(QueryIndex),
    /// A field of a form.
    Form(FormIndex),
}

/// The token of a claim in a header: the service's own field.
///
/// unknown: whether the service reads a token from the URL of a header-signed request. It is not
/// read here; beside one in the field it is an error, as documented.
pub(in crate::verify) fn of_header_claim(received: &Received, scheme: Scheme) -> Result<Option<Token>, Refusal> {
    let Some(token) = in_field(received, scheme) else {
        return Ok(None);
    };
    let parameters = Parameters::of(received);
    if url_parameters_of(&[Part::Token])
        .iter()
        .any(|name| parameters.has(name))
    {
        return Err(Refusal::TokenTwice);
    }
    Ok(Some(token))
}

/// The token of a signed URL: the parameter that the protocol has for it.
/// In a header alone it does not count (EC 0002-00000005).
pub(in crate::verify) fn of_url_claim(
    received: &Received,
    parameters: &Parameters<'_>,
    scheme: Scheme,
) -> Result<Option<Token>, Refusal> {
    let name = scheme.claim_parameter(Part::Token).unwrap_or_default();
    match (parameters.first(name), in_field(received, scheme)) {
        (Some(_), Some(_)) => Err(Refusal::TokenTwice),
        (None, Some(_)) => Err(Refusal::TokenInHeader),
        (None, None) => Ok(None),
        (Some(parameter), None) => Ok(Some(Token {
            value: Secret::new(parameter.value.to_vec()),
            at: TokenPlace::Query(parameter.index),
        })),
    }
}

/// Checks that a token is presented exactly when the key has one, and that it is the key's
/// (the pages of EC 0002-00000002, 0004, 0005 and 0006).
pub(in crate::verify) fn check(
    presented: &Presented,
    credential: &Credential,
    keyring: &Keyring,
) -> Result<(), Refusal> {
    let key_id = || presented.key_id.clone();
    match (&presented.token, &credential.token) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(Refusal::StrayToken { key_id: key_id() }),
        (None, Some(_)) if matches!(presented.claim, Claim::Query(_)) => {
            Err(Refusal::NoTokenInUrl { key_id: key_id() })
        }
        (None, Some(_)) => Err(Refusal::NoToken { key_id: key_id() }),
        (Some(presented), Some(known)) if presented.value == *known => Ok(()),
        (Some(presented), Some(_)) if belongs_to_a_key(&presented.value, keyring) => {
            Err(Refusal::TokenOfOtherKey { key_id: key_id() })
        }
        (Some(_), Some(_)) => Err(Refusal::WrongToken { key_id: key_id() }),
    }
}

fn belongs_to_a_key(token: &Secret, keyring: &Keyring) -> bool {
    keyring.iter().any(|(_, key)| key.token.as_ref() == Some(token))
}

/// A canonical line, with the value of a token left out wherever the line carries one: in a header, or in
/// the query of a signed URL.
pub(in crate::verify) fn without_token(line: &[u8]) -> Vec<u8> {
    let colon = line.iter().position(|&byte| byte == b':').unwrap_or(0);
    if Scheme::all().any(|scheme| scheme.own_headers().token.as_bytes() == &line[..colon]) {
        return [&line[..=colon], b"[token]"].concat();
    }
    let names = url_parameters_of(&[Part::Token]).into_iter();
    names.fold(line.to_vec(), |line, name| {
        without_parameter(&line, &format!("{name}="))
    })
}

/// The values behind each `name=` left out.
fn without_parameter(line: &[u8], name: &str) -> Vec<u8> {
    let mut shown = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = memmem::find(rest, name.as_bytes()) {
        let (before, behind) = rest.split_at(at + name.len());
        shown.extend_from_slice(before);
        shown.extend_from_slice(b"[token]");
        let end = behind.iter().position(|&byte| byte == b'&');
        rest = &behind[end.unwrap_or(behind.len())..];
    }
    shown.extend_from_slice(rest);
    shown
}

fn in_field(received: &Received, scheme: Scheme) -> Option<Token> {
    let (value, fields) = match received.pick(scheme.own_headers().token, Pick::Joined) {
        Picked::Absent => return None,
        Picked::One { index, value } => (value.into_owned(), vec![index]),
        Picked::Joined { indices, value } => (value, indices),
        Picked::Repeated(indices) => (Vec::new(), indices),
    };
    Some(Token {
        value: Secret::new(value),
        at: TokenPlace::Fields(fields),
    })
}
