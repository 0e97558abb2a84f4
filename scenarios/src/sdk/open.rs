//! Signing, and handing the fields over to urllib and Node.

use thiserror::Error;

use super::{
    NameCase, Sdk,
    complete::Request,
    headers::Headers,
    sign::{self, Claim},
    target,
};
use crate::{
    credential::Credential,
    intent::Endpoint,
    journal::{Actor, Journal, StepKind},
    outgoing::Outgoing,
    signer::{Signed, v4::AbsentField},
};

/// A request that is signed and open: the head can still be changed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The head.
    pub outgoing: Outgoing,
    /// What was put under the MAC.
    pub signed: Signed,
}

/// Why a request cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Node writes heads in Latin-1 and throws `ERR_INVALID_CHAR` for anything else.
    #[error("the value of `{name}` has a character that a head cannot carry")]
    InvalidCharacter {
        /// The field's name.
        name: String,
    },
    /// The SDK throws when an additional header is not there.
    #[error("the request cannot be signed")]
    Absent(#[from] AbsentField),
}

/// Signs the completed fields and opens the request.
///
/// # Errors
///
/// When the request cannot be signed, or a value cannot be written into a head.
pub fn open(
    sdk: &Sdk,
    endpoint: Endpoint,
    request: &Request<'_>,
    by: &Credential,
    mut headers: Headers,
) -> Result<Opened, OpenError> {
    headers.journal_mut().begin(StepKind::Sign);
    let Claim { signed, authorization } = sign::sign(sdk.generation, endpoint, request, by, &headers)?;
    headers.set(Actor::Sdk, "authorization", &authorization);
    if let Some(host) = target::own_host(sdk.generation, endpoint, request.bucket) {
        headers.set(Actor::Sdk, "host", &host);
    }

    let mut journal: Journal = std::mem::take(headers.journal_mut());
    journal.begin(StepKind::HandOver);
    let path = target::path(sdk.generation, endpoint, request.bucket, request.key);
    let mut outgoing = Outgoing::new(request.method, path, journal);
    for (name, value) in headers.iter() {
        let value = latin_1(name, value)?;
        match sdk.names {
            NameCase::Lowered => outgoing.adopt(name.to_ascii_lowercase().as_bytes(), &value),
            NameCase::Kept => outgoing.adopt(name.as_bytes(), &value),
        }
    }
    if !outgoing.has(b"host") {
        let host = target::host(endpoint, request.bucket);
        outgoing.set(Actor::HttpLibrary, b"Host", host.as_bytes());
    }
    Ok(Opened { outgoing, signed })
}

/// A value as Node writes it.
pub(crate) fn latin_1(name: &str, value: &str) -> Result<Vec<u8>, OpenError> {
    let writable = |c: char| c == '\t' || (c >= ' ' && c != '\u{7f}');
    value
        .chars()
        .map(|c| u8::try_from(c).ok().filter(|_| writable(c)))
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| OpenError::InvalidCharacter { name: name.to_owned() })
}
