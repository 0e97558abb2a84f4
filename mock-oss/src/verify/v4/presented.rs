//! Reading a V4 claim ("Include a V4 signature in the Authorization header (recommended)" and
//! "Include a V4 signature in a URL (recommended)").

use jiff::{SignedDuration, Timestamp};

use super::scope::{CredentialError, credential};
use crate::verify::additional::{self, ListError};
use crate::verify::claim_parts::{ClaimParts, Layout, PartsError};
use crate::verify::parameters::Parameters;
use crate::verify::signed_date::signed_time;
use crate::verify::{Claim, Presented, PresentedError, Refusal, Scheme, Signature, TimeClaim, parse_date, token};
use crate::wire::{FieldIndex, Received};

/// Why a V4 `Authorization` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not two or three parts (EC 0002-00000202).
    #[error("the authorization field has {count} parts where Credential, AdditionalHeaders and Signature may stand")]
    PartCount {
        /// How many there are.
        count: usize,
    },
    /// A part that is not `name=value`, has another name, or stands twice.
    #[error(
        "part {place} of the authorization field is none of Credential, AdditionalHeaders and Signature, each once"
    )]
    Part {
        /// Which part, counted from 1.
        place: usize,
    },
    /// No `Credential` (EC 0002-00000205).
    #[error("the authorization field has no Credential")]
    CredentialMissing,
    /// A key id with characters no key id has (EC 0002-00000206).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// A credential of another form (EC 0002-00000213).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    CredentialMalformed,
    /// No `Signature`.
    #[error("the authorization field has no Signature")]
    SignatureMissing,
    /// An empty `Signature` (EC 0002-00000208).
    #[error("the signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000209, 0210, 0211).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// Why the V4 parameters of a URL cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `x-oss-credential` (EC 0002-00000217).
    #[error("the url has no x-oss-credential")]
    CredentialMissing,
    /// It is empty (EC 0002-00000218).
    #[error("x-oss-credential is empty")]
    CredentialEmpty,
    /// A key id with characters no key id has (EC 0002-00000222).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// The credential's date is not `YYYYMMDD` (EC 0002-00000223).
    #[error("the credential's date is not YYYYMMDD")]
    CredentialDate,
    /// A credential of another form (EC 0002-00000224).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    CredentialMalformed,
    /// No `x-oss-date`.
    #[error("the url has no x-oss-date")]
    DateMissing,
    /// `x-oss-date` cannot be read.
    #[error("x-oss-date is not iso 8601 basic")]
    DateUnreadable,
    /// No `x-oss-expires` (EC 0002-00000215).
    #[error("the url has no x-oss-expires")]
    ExpiresMissing,
    /// It is empty (EC 0002-00000216).
    #[error("x-oss-expires is empty")]
    ExpiresEmpty,
    /// It is not a number of seconds from 1 to 604800.
    #[error("x-oss-expires is not a number of seconds from 1 to 604800")]
    ExpiresOutOfRange,
    /// No `x-oss-signature` (EC 0002-00000219).
    #[error("the url has no x-oss-signature")]
    SignatureMissing,
    /// It is empty.
    #[error("x-oss-signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000076 and 77).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// The text after `OSS4-HMAC-SHA256 `.
pub(in crate::verify) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let parts = ClaimParts::split(text, LAYOUT).map_err(HeaderError::from)?;
    let claimant = parts.claimant.ok_or(HeaderError::CredentialMissing)?;
    let (key_id, scope) = credential(claimant).map_err(HeaderError::from)?;
    let signature = parts.signature.ok_or(HeaderError::SignatureMissing)?;
    if signature.is_empty() {
        return Err(HeaderError::SignatureEmpty.into());
    }
    let additional_headers = additional::names(parts.additional, received).map_err(HeaderError::from)?;
    Ok(Presented {
        scheme: Scheme::V4Header,
        claim: Claim::Field(at),
        key_id,
        signature: Signature::hex(signature),
        time: signed_time(received)?,
        additional_headers,
        scope: Some(scope),
        policy: None,
        token: token::of_header_claim(received)?,
    })
}

/// The `x-oss-*` parameters of a signed URL.
pub(in crate::verify) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
    let signature = parameters.first("x-oss-signature").ok_or(UrlError::SignatureMissing)?;
    if signature.value.is_empty() {
        return Err(UrlError::SignatureEmpty.into());
    }
    let presented = parameters
        .first("x-oss-credential")
        .ok_or(UrlError::CredentialMissing)?;
    if presented.value.is_empty() {
        return Err(UrlError::CredentialEmpty.into());
    }
    let (key_id, scope) = credential(&presented.value).map_err(UrlError::from)?;
    let list = parameters.first("x-oss-additional-headers").map(|list| &*list.value);
    Ok(Presented {
        scheme: Scheme::V4Url,
        claim: Claim::Query(signature.index),
        key_id,
        signature: Signature::hex(&signature.value),
        time: validity(parameters)?,
        additional_headers: additional::names(list, received).map_err(UrlError::from)?,
        scope: Some(scope),
        policy: None,
        token: token::of_url_claim(received, parameters, "x-oss-security-token")?,
    })
}

/// From `x-oss-date` for `x-oss-expires` seconds, at most seven days. The pages of EC 0002-00000215
/// and 216 call the latter a Unix time; the main page and all SDKs mean a duration.
fn validity(parameters: &Parameters<'_>) -> Result<TimeClaim, UrlError> {
    let date = parameters.first("x-oss-date").ok_or(UrlError::DateMissing)?;
    let from = parse_date(&date.value).ok_or(UrlError::DateUnreadable)?;
    let expires = parameters.first("x-oss-expires").ok_or(UrlError::ExpiresMissing)?;
    if expires.value.is_empty() {
        return Err(UrlError::ExpiresEmpty);
    }
    let until = end_of_validity(from, &expires.value).ok_or(UrlError::ExpiresOutOfRange)?;
    Ok(TimeClaim::Expires {
        from: Some(from),
        until,
        text: date.value.to_vec(),
    })
}

fn end_of_validity(from: Timestamp, seconds: &[u8]) -> Option<Timestamp> {
    let seconds: i64 = std::str::from_utf8(seconds).ok()?.parse().ok()?;
    let allowed = (1..=7 * 24 * 60 * 60).contains(&seconds);
    let until = from.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    allowed.then_some(until)
}

impl From<PartsError> for HeaderError {
    fn from(error: PartsError) -> Self {
        match error {
            PartsError::Count(count) => Self::PartCount { count },
            PartsError::NoSeparator(place) | PartsError::Name(place) => Self::Part { place },
        }
    }
}

impl From<CredentialError> for HeaderError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Malformed | CredentialError::Date => Self::CredentialMalformed,
        }
    }
}

impl From<CredentialError> for UrlError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Date => Self::CredentialDate,
            CredentialError::Malformed => Self::CredentialMalformed,
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
    claimant: b"Credential",
    separator: b'=',
};
