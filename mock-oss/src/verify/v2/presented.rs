//! Reading a V2 claim.

use crate::verify::additional::{self, ListError};
use crate::verify::claim_parts::{ClaimParts, Layout, PartsError};
use crate::verify::parameters::Parameters;
use crate::verify::presented::is_key_id;
use crate::verify::signed_date::signed_time;
use crate::verify::{Claim, Presented, PresentedError, Refusal, Scheme, Signature, TimeClaim, parse_unix, token};
use crate::wire::{FieldIndex, Received};

/// Why a V2 `Authorization` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not two or three parts (EC 0002-00000102).
    #[error("the authorization field has {count} parts where AccessKeyId, AdditionalHeaders and Signature may stand")]
    PartCount {
        /// How many there are.
        count: usize,
    },
    /// A part that is not `name:value` (EC 0002-00000103).
    #[error("part {place} of the authorization field has no colon")]
    NoColon {
        /// Which part, counted from 1.
        place: usize,
    },
    /// A part of another name, or one that stands twice (EC 0002-00000104).
    #[error(
        "part {place} of the authorization field is none of AccessKeyId, AdditionalHeaders and Signature, each once"
    )]
    Part {
        /// Which part, counted from 1.
        place: usize,
    },
    /// No `AccessKeyId` (EC 0002-00000105).
    #[error("the authorization field has no AccessKeyId")]
    KeyIdMissing,
    /// It is empty (EC 0002-00000106).
    #[error("the access key id is empty")]
    KeyIdEmpty,
    /// It has characters no key id has (EC 0002-00000107).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// No `Signature` (EC 0002-00000108).
    #[error("the authorization field has no Signature")]
    SignatureMissing,
    /// It is empty.
    #[error("the signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000110, 0111, 0112).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// Why the V2 parameters of a URL cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `x-oss-expires` (EC 0002-00000113).
    #[error("the url has no x-oss-expires")]
    ExpiresMissing,
    /// It is no integer.
    #[error("x-oss-expires is not a number of seconds since 1970")]
    ExpiresNotInteger,
    /// No `x-oss-access-key-id` (EC 0002-00000115).
    #[error("the url has no x-oss-access-key-id")]
    KeyIdMissing,
    /// It is empty, or has characters no key id has.
    #[error("the access key id is empty or has characters that no key id has")]
    KeyIdIllegal,
    /// No `x-oss-signature` (EC 0002-00000117).
    #[error("the url has no x-oss-signature")]
    SignatureMissing,
    /// It is empty (EC 0002-00000118).
    #[error("x-oss-signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000076 and 77).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// `Authorization: OSS2 AccessKeyId:<id>[,AdditionalHeaders:<list>],Signature:<signature>`, the text
/// after `OSS2 ` given.
pub(in crate::verify) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let parts = ClaimParts::split(text, LAYOUT).map_err(HeaderError::from)?;
    let key_id = parts.claimant.ok_or(HeaderError::KeyIdMissing)?;
    if key_id.is_empty() {
        return Err(HeaderError::KeyIdEmpty.into());
    }
    if !is_key_id(key_id) {
        return Err(HeaderError::KeyIdIllegal.into());
    }
    let signature = parts.signature.ok_or(HeaderError::SignatureMissing)?;
    if signature.is_empty() {
        return Err(HeaderError::SignatureEmpty.into());
    }
    Ok(Presented {
        scheme: Scheme::V2Header,
        claim: Claim::Field(at),
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::base64(signature, 32),
        additional_headers: additional::names(parts.additional, received).map_err(HeaderError::from)?,
        time: signed_time(received)?,
        scope: None,
        policy: None,
        token: token::of_header_claim(received)?,
    })
}

/// The `x-oss-*` parameters of a signed URL.
pub(in crate::verify) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
    let expires = parameters.first("x-oss-expires").ok_or(UrlError::ExpiresMissing)?;
    let until = parse_unix(&expires.value).ok_or(UrlError::ExpiresNotInteger)?;
    let key_id = parameters.first("x-oss-access-key-id").ok_or(UrlError::KeyIdMissing)?;
    if key_id.value.is_empty() || !is_key_id(&key_id.value) {
        return Err(UrlError::KeyIdIllegal.into());
    }
    let signature = parameters.first("x-oss-signature").ok_or(UrlError::SignatureMissing)?;
    if signature.value.is_empty() {
        return Err(UrlError::SignatureEmpty.into());
    }
    let list = parameters.first("x-oss-additional-headers").map(|list| &*list.value);
    Ok(Presented {
        scheme: Scheme::V2Url,
        claim: Claim::Query(signature.index),
        key_id: String::from_utf8_lossy(&key_id.value).into_owned(),
        signature: Signature::base64(&signature.value, 32),
        time: TimeClaim::Expires {
            from: None,
            until,
            text: expires.value.to_vec(),
        },
        additional_headers: additional::names(list, received).map_err(UrlError::from)?,
        scope: None,
        policy: None,
        token: token::of_url_claim(received, parameters, "security-token")?,
    })
}

impl From<PartsError> for HeaderError {
    fn from(error: PartsError) -> Self {
        match error {
            PartsError::Count(count) => Self::PartCount { count },
            PartsError::NoSeparator(place) => Self::NoColon { place },
            PartsError::Name(place) => Self::Part { place },
        }
    }
}

impl From<HeaderError> for Refusal {
    fn from(error: HeaderError) -> Self {
        PresentedError::from(error).into()
    }
}

impl From<UrlError> for Refusal {
    fn from(error: UrlError) -> Self {
        PresentedError::from(error).into()
    }
}

const LAYOUT: Layout = Layout {
    claimant: b"AccessKeyId",
    separator: b':',
};
