//! From received bytes to a verdict: the one entry into verification.

use jiff::Timestamp;

use super::canonical::lines::Lines as _;
use super::claim::read::judged_by;
use super::claim::{form, token};
use super::keyring::{Credential, KeyStatus, Keyring};
use super::policy::Policy;
use super::{
    Address, Canonical, Keyed, Mismatch, Presented, Refusal, SKEW, TimeClaim, Verdict, Verified, is_form_upload,
};
use crate::site::Site;
use crate::wire::Received;
use crate::wire::form::Form;

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
/// A browser upload makes its claim in its body and is anonymous here; [`verify_form`] judges it.
///
/// The order of checks is the documented one where it is documented: syntax, date, clock, key,
/// token, signature. unknown: the order of clock, key and token among themselves.
#[must_use]
pub fn verify(received: &Received, keyring: &Keyring, site: &Site, now: Timestamp) -> Verdict {
    match judge(received, keyring, site, now) {
        Ok(verdict) => verdict,
        Err(refusal) => Verdict::Refused(refusal),
    }
}

/// Reads the claim and builds the canonical form, without looking at the clock and without a decision.
/// `None` when the request makes no claim, or makes it in a form ([`examine_form`]).
///
/// # Errors
/// [`Refusal`] when the claim cannot be read or its key is not known.
pub fn examine(received: &Received, keyring: &Keyring, site: &Site) -> Result<Option<Examination>, Refusal> {
    let address = Address::of(received, site)?;
    if is_form_upload(received, &address) {
        return Ok(None);
    }
    let presented = judged_by(received)?;
    presented
        .map(|presented| examination(received, presented, address, keyring))
        .transpose()
}

/// Judges a browser upload by the form in its body; signatures in its header or URL are not looked at.
///
/// The policy is asked after the signature. It leaves the length of the file to the server, which
/// finds the range in [`Policy::length_range`].
#[must_use]
pub fn verify_form(received: &Received, form: &Form, keyring: &Keyring, site: &Site, now: Timestamp) -> Verdict {
    match judge_form(received, form, keyring, site, now) {
        Ok(verdict) => verdict,
        Err(refusal) => Verdict::Refused(refusal),
    }
}

/// [`examine`] for a browser upload.
///
/// # Errors
/// [`Refusal`] when the claim cannot be read or its key is not known.
pub fn examine_form(
    received: &Received,
    form: &Form,
    keyring: &Keyring,
    site: &Site,
) -> Result<Option<Examination>, Refusal> {
    let address = Address::of(received, site)?;
    let presented = form::read(form)?;
    presented
        .map(|presented| examination(received, presented, address, keyring))
        .transpose()
}

fn judge_form(
    received: &Received,
    form: &Form,
    keyring: &Keyring,
    site: &Site,
    now: Timestamp,
) -> Result<Verdict, Refusal> {
    let address = Address::of(received, site)?;
    let Some(presented) = form::read(form)? else {
        return Ok(Verdict::Anonymous(address));
    };
    let verdict = judge_claim(received, presented, address, keyring, site, now)?;
    if let Verdict::Verified(verified) = &verdict {
        let policy = Policy::parse(verified.presented.policy.as_deref().unwrap_or_default())?;
        let bucket = verified.address.bucket.as_deref().unwrap_or_default();
        policy.allows(form, &verified.presented, bucket, now)?;
    }
    Ok(verdict)
}

fn judge(received: &Received, keyring: &Keyring, site: &Site, now: Timestamp) -> Result<Verdict, Refusal> {
    let address = Address::of(received, site)?;
    if is_form_upload(received, &address) {
        return Ok(Verdict::Anonymous(address));
    }
    match judged_by(received)? {
        None => Ok(Verdict::Anonymous(address)),
        Some(presented) => judge_claim(received, presented, address, keyring, site, now),
    }
}

fn judge_claim(
    received: &Received,
    presented: Presented,
    address: Address,
    keyring: &Keyring,
    site: &Site,
    now: Timestamp,
) -> Result<Verdict, Refusal> {
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

fn examination(
    received: &Received,
    presented: Presented,
    address: Address,
    keyring: &Keyring,
) -> Result<Examination, Refusal> {
    key(keyring, &presented)?;
    let keyed = keyed(keyring, &presented)?;
    let canonical = presented.scheme.lines(received, &presented, &address);
    Ok(Examination {
        canonical: canonical.into(),
        keyed,
        presented,
        address,
    })
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
