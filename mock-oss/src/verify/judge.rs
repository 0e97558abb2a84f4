//! From received bytes to a verdict: the one entry into verification.

use jiff::Timestamp;

use super::canonical::lines::Lines as _;
use super::claim::read::judged_by;
use super::claim::{form, token};
use super::keyring::{Credential, KeyStatus, Keyring};
use super::policy::Policy;
use super::{
    Address, Canonical, Keyed, Mismatch, Presented, Refusal, Request, SKEW, Service, TimeClaim, Verdict, Verified,
    is_form_upload,
};
use crate::site::Site;
use crate::wire::Received;

/// Everything about a request's claim but the decision.
#[derive(Debug, Clone)]
pub struct Examination {
    /// The claim.
    pub presented: Presented,
    /// Bucket and key.
    pub address: Address,
    /// What the service hashes.
    pub canonical: Canonical,
    /// The key it hashes with.
    pub keyed: Keyed,
}

/// Judges a request: is the presented signature the one that the named key makes over what arrived?
/// A browser upload makes its claim in its form; without that it is anonymous.
///
/// The order of checks is the documented one where it is documented: syntax, date, clock, key,
/// token, signature. unknown: the order of clock, key and token among themselves. The policy of a form
/// is asked after the signature. It leaves the length of the file to the server, which finds the range in
/// [`Policy::length_range`].
#[must_use]
pub fn verify(request: &Request<'_>, service: &Service<'_>) -> Verdict {
    match judge(request, service) {
        Ok(verdict) => verdict,
        Err(refusal) => Verdict::Refused(refusal),
    }
}

/// Reads the claim and builds the canonical form, without looking at the clock and without a decision.
/// `None` when the request makes no claim, or makes it in a form that is not there.
///
/// # Errors
/// [`Refusal`] when the claim cannot be read or its key is not known.
pub fn examine(request: &Request<'_>, keyring: &Keyring, site: &Site) -> Result<Option<Examination>, Refusal> {
    let address = Address::of(request.head, site)?;
    let Some(presented) = presented(request, &address)? else {
        return Ok(None);
    };
    key(keyring, &presented)?;
    let keyed = keyed(keyring, &presented)?;
    let canonical = presented.scheme.lines(request.head, &presented, &address);
    Ok(Some(Examination {
        canonical: canonical.into(),
        keyed,
        presented,
        address,
    }))
}

/// The claim that the request is judged by.
fn presented(request: &Request<'_>, address: &Address) -> Result<Option<Presented>, Refusal> {
    match request.form {
        Some(form) => form::read(form),
        None if is_form_upload(request.head, address) => Ok(None),
        None => judged_by(request.head),
    }
}

fn judge(request: &Request<'_>, service: &Service<'_>) -> Result<Verdict, Refusal> {
    let address = Address::of(request.head, service.site)?;
    let Some(presented) = presented(request, &address)? else {
        return Ok(Verdict::Anonymous(address));
    };
    let verdict = judge_claim(request.head, presented, address, service)?;
    if let (Verdict::Verified(verified), Some(form)) = (&verdict, request.form) {
        let policy = Policy::parse(verified.presented.policy.as_deref().unwrap_or_default())?;
        let bucket = verified.address.bucket.as_deref().unwrap_or_default();
        policy.allows(form, &verified.presented, bucket, service.now)?;
    }
    Ok(verdict)
}

fn judge_claim(
    received: &Received,
    presented: Presented,
    address: Address,
    service: &Service<'_>,
) -> Result<Verdict, Refusal> {
    let Service { keyring, site, now } = *service;
    presented.scheme.check(received, &presented, site)?;
    check_time(&presented.time, now)?;
    token::check(&presented, key(keyring, &presented)?, keyring)?;
    let keyed = keyed(keyring, &presented)?;
    let message = presented.scheme.message(received, &presented, &address);
    let digest = presented.signature.digest.as_ref();
    if digest.is_some_and(|digest| keyed.verifies(&message.to_sign.bytes(), digest)) {
        return Ok(Verdict::Verified(Verified { presented, address }));
    }
    let canonical = presented.scheme.lines(received, &presented, &address);
    Ok(Verdict::Mismatch(Mismatch {
        canonical: canonical.into(),
        presented,
        address,
    }))
}

fn check_time(time: &TimeClaim, now: Timestamp) -> Result<(), Refusal> {
    match *time {
        TimeClaim::Signed { at, .. } if now.duration_since(at).abs() > SKEW => Err(Refusal::Skewed {
            request: at,
            server: now,
        }),
        TimeClaim::Expires { from: Some(from), .. } if now.duration_since(from) < -SKEW => {
            Err(Refusal::NotYetValid { from, server: now })
        }
        TimeClaim::Expires { until, .. } if until < now => Err(Refusal::Expired { until, server: now }),
        TimeClaim::Signed { .. } | TimeClaim::Expires { .. } | TimeClaim::InPolicy => Ok(()),
    }
}

fn key<'a>(keyring: &'a Keyring, presented: &Presented) -> Result<&'a Credential, Refusal> {
    let key_id = || presented.key_id.clone();
    match keyring.find(&presented.key_id) {
        None => Err(Refusal::UnknownKey { key_id: key_id() }),
        Some(credential) if credential.status == KeyStatus::Disabled => Err(Refusal::DisabledKey { key_id: key_id() }),
        Some(credential) => Ok(credential),
    }
}

/// The MAC of the claim's scheme, keyed for it.
fn keyed(keyring: &Keyring, presented: &Presented) -> Result<Keyed, Refusal> {
    let Presented {
        key_id, scheme, scope, ..
    } = presented;
    let keyed = keyring.keyed(key_id, *scheme, scope.as_ref());
    keyed.ok_or_else(|| Refusal::UnknownKey { key_id: key_id.clone() })
}
