//! Reading a V1 claim ("Include a V1 signature in the Authorization header" and "Include a V1
//! signature in a URL").

use super::{FormError, HeaderError, UrlError};
use crate::verify::canonical::parameters::{Parameter, Parameters};
use crate::verify::claim::date::signed_time;
use crate::verify::claim::{form, is_key_id, token};
use crate::verify::scheme::{Protocol, Scheme};
use crate::verify::{Claim, Presented, Refusal, Signature, TimeClaim, parse_unix};
use crate::wire::form::Form;
use crate::wire::{FieldIndex, Received};

/// `Authorization: OSS <id>:<signature>`, the text after `OSS ` given. One blank stands there; more of them
/// belong to the id, which is then nobody's (`PicGo` issue 894 shows `<OSSAccessKeyId> LTAI...`).
pub(super) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let colon = text.iter().position(|&byte| byte == b':').ok_or(HeaderError::NoColon)?;
    let key_id = &text[..colon];
    let signature = text[colon + 1..].trim_ascii();
    if key_id.trim_ascii().is_empty() {
        return Err(HeaderError::KeyIdEmpty.into());
    }
    if !is_key_id(key_id.trim_ascii()) {
        return Err(HeaderError::KeyIdIllegal.into());
    }
    if signature.is_empty() {
        return Err(HeaderError::SignatureEmpty.into());
    }
    Ok(Presented {
        scheme: HEADER,
        claim: Claim::Field(at),
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::new(signature, HEADER),
        time: signed_time(received, HEADER)?,
        additional_headers: Vec::new(),
        scope: None,
        policy: None,
        token: token::of_header_claim(received, HEADER)?,
    })
}

/// `?OSSAccessKeyId=&Expires=&Signature=`.
pub(super) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
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
        scheme: URL,
        claim: Claim::Query(signature.index),
        key_id: String::from_utf8_lossy(&key_id.value).into_owned(),
        signature: Signature::new(&signature.value, URL),
        time: TimeClaim::Expires {
            from: None,
            until,
            text: expires.value.to_vec(),
        },
        additional_headers: Vec::new(),
        scope: None,
        policy: None,
        token: token::of_url_claim(received, parameters, URL)?,
    })
}

/// The fields `OSSAccessKeyId`, `policy` and `Signature` of a form ("PostObject").
pub(super) fn form(fields: &Form) -> Result<Presented, Refusal> {
    let key_id = form::one(fields, "OSSAccessKeyId")?
        .map(|field| field.value())
        .unwrap_or_default();
    if key_id.is_empty() {
        return Err(FormError::KeyIdMissing.into());
    }
    if !is_key_id(key_id) {
        return Err(FormError::KeyIdIllegal.into());
    }
    let policy = form::policy(fields)?;
    let signature = form::signature(fields, "Signature")?;
    Ok(Presented {
        scheme: FORM,
        claim: Claim::Form,
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::new(signature, FORM),
        time: TimeClaim::InPolicy,
        additional_headers: Vec::new(),
        scope: None,
        policy: Some(policy),
        token: form::token(fields, FORM)?,
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

const HEADER: Scheme = Scheme::in_header(Protocol::V1);
const URL: Scheme = Scheme::in_url(Protocol::V1);
const FORM: Scheme = Scheme::in_form(Protocol::V1);
