//! Reading a V1 claim ("Include a V1 signature in the Authorization header" and "Include a V1
//! signature in a URL").

use crate::verify::parameters::{Parameter, Parameters};
use crate::verify::presented::is_key_id;
use crate::verify::signed_date::signed_time;
use crate::verify::{Claim, Presented, PresentedError, Refusal, Scheme, Signature, TimeClaim, parse_unix, token};
use crate::wire::{FieldIndex, Received};

/// Why the V1 parameters of a URL cannot be read. All three have to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `Expires` (EC 0002-00000067).
    #[error("the url has no Expires")]
    ExpiresMissing,
    /// It is empty (EC 0002-00000068).
    #[error("Expires is empty")]
    ExpiresEmpty,
    /// It is no integer (EC 0002-00000070).
    #[error("Expires is not a number of seconds since 1970")]
    ExpiresNotInteger,
    /// No `OSSAccessKeyId` (EC 0002-00000071).
    #[error("the url has no OSSAccessKeyId")]
    KeyIdMissing,
    /// It is empty (EC 0002-00000072).
    #[error("OSSAccessKeyId is empty")]
    KeyIdEmpty,
    /// It has characters no key id has (EC 0002-00000073).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// No `Signature` (EC 0002-00000074).
    #[error("the url has no Signature")]
    SignatureMissing,
    /// It is empty (EC 0002-00000075).
    #[error("Signature is empty")]
    SignatureEmpty,
}

/// `Authorization: OSS <id>:<signature>`, the text after `OSS ` given.
pub(in crate::verify) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let colon = text
        .iter()
        .position(|&byte| byte == b':')
        .ok_or(PresentedError::NoColon)?;
    let key_id = text[..colon].trim_ascii();
    let signature = text[colon + 1..].trim_ascii();
    if key_id.is_empty() {
        return Err(PresentedError::KeyIdEmpty.into());
    }
    if !is_key_id(key_id) {
        return Err(PresentedError::KeyIdIllegal.into());
    }
    if signature.is_empty() {
        return Err(PresentedError::SignatureEmpty.into());
    }
    Ok(Presented {
        scheme: Scheme::V1Header,
        claim: Claim::Field(at),
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::base64(signature, 20),
        time: signed_time(received)?,
        additional_headers: Vec::new(),
        scope: None,
        policy: None,
        token: token::of_header_claim(received)?,
    })
}

/// `?OSSAccessKeyId=&Expires=&Signature=`.
pub(in crate::verify) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
    let expires = given(parameters, "Expires", UrlError::ExpiresMissing, UrlError::ExpiresEmpty)?;
    let until = parse_unix(&expires.value).ok_or(UrlError::ExpiresNotInteger)?;
    let key_id = given(
        parameters,
        "OSSAccessKeyId",
        UrlError::KeyIdMissing,
        UrlError::KeyIdEmpty,
    )?;
    if !is_key_id(&key_id.value) {
        return Err(UrlError::KeyIdIllegal.into());
    }
    let signature = given(
        parameters,
        "Signature",
        UrlError::SignatureMissing,
        UrlError::SignatureEmpty,
    )?;
    Ok(Presented {
        scheme: Scheme::V1Url,
        claim: Claim::Query(signature.index),
        key_id: String::from_utf8_lossy(&key_id.value).into_owned(),
        signature: Signature::base64(&signature.value, 20),
        time: TimeClaim::Expires {
            from: None,
            until,
            text: expires.value.to_vec(),
        },
        additional_headers: Vec::new(),
        scope: None,
        policy: None,
        token: token::of_url_claim(received, parameters, "security-token")?,
    })
}

fn given<'a>(
    parameters: &'a Parameters<'a>,
    name: &str,
    missing: UrlError,
    empty: UrlError,
) -> Result<&'a Parameter<'a>, UrlError> {
    let parameter = parameters.first(name).ok_or(missing)?;
    if parameter.value.is_empty() {
        Err(empty)
    } else {
        Ok(parameter)
    }
}

impl From<UrlError> for Refusal {
    fn from(error: UrlError) -> Self {
        PresentedError::from(error).into()
    }
}
