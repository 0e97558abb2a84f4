//! Reading a V2 claim.

use super::{HeaderError, UrlError};
use crate::verify::canonical::parameters::Parameters;
use crate::verify::claim::date::signed_time;
use crate::verify::claim::parts::{ClaimParts, Layout};
use crate::verify::claim::{additional, is_key_id, token};
use crate::verify::scheme::{Protocol, Scheme};
use crate::verify::{Claim, Presented, Refusal, Signature, TimeClaim, parse_unix};
use crate::wire::{FieldIndex, Received};

/// `Authorization: OSS2 AccessKeyId:<id>[,AdditionalHeaders:<list>],Signature:<signature>`, the text
/// after `OSS2 ` given.
pub(super) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
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
        scheme: HEADER,
        claim: Claim::Field(at),
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::new(signature, HEADER),
        additional_headers: additional::names(parts.additional, received).map_err(HeaderError::from)?,
        time: signed_time(received, HEADER)?,
        scope: None,
        policy: None,
        token: token::of_header_claim(received, HEADER)?,
    })
}

/// The `x-oss-*` parameters of a signed URL.
pub(super) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
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
        scheme: URL,
        claim: Claim::Query(signature.index),
        key_id: String::from_utf8_lossy(&key_id.value).into_owned(),
        signature: Signature::new(&signature.value, URL),
        time: TimeClaim::Expires {
            from: None,
            until,
            text: expires.value.to_vec(),
        },
        additional_headers: additional::names(list, received).map_err(UrlError::from)?,
        scope: None,
        policy: None,
        token: token::of_url_claim(received, parameters, URL)?,
    })
}

const LAYOUT: Layout = Layout {
    claimant: b"AccessKeyId",
    separator: b':',
};

const HEADER: Scheme = Scheme::in_header(Protocol::V2);
const URL: Scheme = Scheme::in_url(Protocol::V2);
