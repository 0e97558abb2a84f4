//! Signing, and handing the fields over to urllib and Node.

use thiserror::Error;

use super::{Generation, NameCase, Sdk, complete::Request, headers::Headers, target};
use crate::{
    credential::Credential,
    intent::Endpoint,
    journal::{Actor, Journal, StepKind},
    outgoing::Outgoing,
    signer::v1,
};

/// A request that is signed and open: the head can still be changed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The head.
    pub outgoing: Outgoing,
    /// What the SDK put under the MAC.
    pub string_to_sign: String,
}

/// Why the HTTP library refuses a field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Node writes heads in Latin-1 and throws `ERR_INVALID_CHAR` for anything else.
    #[error("the value of `{name}` has a character that a head cannot carry")]
    InvalidCharacter {
        /// The field's name.
        name: String,
    },
}

/// Signs the completed fields and opens the request.
///
/// # Errors
///
/// When a value cannot be written into a head.
pub fn open(
    sdk: &Sdk,
    endpoint: Endpoint,
    request: &Request<'_>,
    by: &Credential,
    mut headers: Headers,
) -> Result<Opened, OpenError> {
    headers.journal_mut().begin(StepKind::Sign);
    let string_to_sign = string_to_sign(sdk.generation, request, &headers);
    let signature = v1::signature(by.access_key_secret(), &string_to_sign);
    let authorization = v1::authorization(by.access_key_id(), &signature);
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
    Ok(Opened {
        outgoing,
        string_to_sign,
    })
}

/// Reads the signed fields as the generation does: up to 6.2.0 `Content-Md5` in that spelling
/// alone, `Content-Type` in two; from 6.17 on in any case (`lib/common/signUtils.js`,
/// `buildCanonicalString`; in 4.x `lib/client.js`, `authorization`).
fn string_to_sign(generation: Generation, request: &Request<'_>, headers: &Headers) -> String {
    let any_case = |name: &str| {
        headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .last()
            .map(|(_, value)| value)
    };
    let (content_md5, content_type) = if generation < Generation::SixSeventeen {
        (headers.exact("Content-Md5"), headers.either_case("Content-Type"))
    } else {
        (any_case("content-md5"), any_case("content-type"))
    };
    v1::string_to_sign(&v1::Parts {
        method: request.method,
        content_md5: content_md5.unwrap_or_default(),
        content_type: content_type.unwrap_or_default(),
        date: headers.exact("x-oss-date").unwrap_or_default(),
        oss_fields: v1::oss_fields(headers.iter()),
        resource: v1::resource(Some(request.bucket), Some(request.key)),
        sub_resources: Vec::new(),
    })
}

fn latin_1(name: &str, value: &str) -> Result<Vec<u8>, OpenError> {
    let writable = |c: char| c == '\t' || (c >= ' ' && c != '\u{7f}');
    value
        .chars()
        .map(|c| u8::try_from(c).ok().filter(|_| writable(c)))
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| OpenError::InvalidCharacter { name: name.to_owned() })
}
