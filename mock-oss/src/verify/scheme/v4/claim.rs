//! Reading a V4 claim ("Include a V4 signature in the Authorization header (recommended)" and
//! "Include a V4 signature in a URL (recommended)").

use jiff::{SignedDuration, Timestamp};

use super::{FormError, HeaderError, TERMINATOR, UrlError};
use crate::verify::canonical::parameters::Parameters;
use crate::verify::claim::date::signed_time;
use crate::verify::claim::parts::{ClaimParts, Layout};
use crate::verify::claim::{additional, form, token};
use crate::verify::scheme::scope::credential;
use crate::verify::scheme::{Protocol, Scheme};
use crate::verify::{Claim, Presented, Refusal, Signature, TimeClaim, parse_date};
use crate::wire::form::Form;
use crate::wire::{FieldIndex, Received};

/// The text after `OSS4-HMAC-SHA256 `.
pub(super) fn header(received: &Received, at: FieldIndex, text: &[u8]) -> Result<Presented, Refusal> {
    let parts = ClaimParts::split(text, LAYOUT).map_err(HeaderError::from)?;
    let claimant = parts.claimant.ok_or(HeaderError::CredentialMissing)?;
    let (key_id, scope) = credential(claimant, TERMINATOR).map_err(HeaderError::from)?;
    let signature = parts.signature.ok_or(HeaderError::SignatureMissing)?;
    if signature.is_empty() {
        return Err(HeaderError::SignatureEmpty.into());
    }
    let additional_headers = additional::names(parts.additional, received).map_err(HeaderError::from)?;
    Ok(Presented {
        scheme: HEADER,
        claim: Claim::Field(at),
        key_id,
        signature: Signature::new(signature, HEADER),
        time: signed_time(received, HEADER)?,
        additional_headers,
        scope: Some(scope),
        policy: None,
        token: token::of_header_claim(received, HEADER)?,
    })
}

/// The `x-oss-*` parameters of a signed URL.
pub(super) fn url(received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
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
    let (key_id, scope) = credential(&presented.value, TERMINATOR).map_err(UrlError::from)?;
    let list = parameters.first("x-oss-additional-headers").map(|list| &*list.value);
    Ok(Presented {
        scheme: URL,
        claim: Claim::Query(signature.index),
        key_id,
        signature: Signature::new(&signature.value, URL),
        time: validity(parameters)?,
        additional_headers: additional::names(list, received).map_err(UrlError::from)?,
        scope: Some(scope),
        policy: None,
        token: token::of_url_claim(received, parameters, URL)?,
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

/// The `x-oss-*` fields of a form ("A V4 signature in a PostObject request").
pub(super) fn form(fields: &Form) -> Result<Presented, Refusal> {
    let presented = form::one(fields, "x-oss-credential")?.ok_or(FormError::Credential)?;
    let (key_id, scope) = credential(presented.value(), TERMINATOR).map_err(FormError::from)?;
    let policy = form::policy(fields)?;
    let signature = form::signature(fields, "x-oss-signature")?;
    Ok(Presented {
        scheme: FORM,
        claim: Claim::Form,
        key_id,
        signature: Signature::new(signature, FORM),
        time: seven_days(fields)?,
        additional_headers: Vec::new(),
        scope: Some(scope),
        policy: Some(policy),
        token: form::token(fields, FORM)?,
    })
}

/// Seven days from `x-oss-date`; the policy's own end comes on top of that.
fn seven_days(fields: &Form) -> Result<TimeClaim, Refusal> {
    let date = form::one(fields, "x-oss-date")?.ok_or(FormError::Date)?;
    let from = parse_date(date.value()).ok_or(FormError::Date)?;
    let until = from.saturating_add(SEVEN_DAYS).unwrap_or(Timestamp::MAX);
    Ok(TimeClaim::Expires {
        from: Some(from),
        until,
        text: date.value().to_vec(),
    })
}

const SEVEN_DAYS: SignedDuration = SignedDuration::from_hours(7 * 24);

const LAYOUT: Layout = Layout {
    claimant: b"Credential",
    separator: b'=',
};

const HEADER: Scheme = Scheme::in_header(Protocol::V4);
const URL: Scheme = Scheme::in_url(Protocol::V4);
const FORM: Scheme = Scheme::in_form(Protocol::V4);
