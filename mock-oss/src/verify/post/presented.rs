//! Reading a form's claim ("PostObject", "A V4 signature in a PostObject request").

use jiff::{SignedDuration, Timestamp};

use crate::secret::Secret;
use crate::verify::presented::is_key_id;
use crate::verify::v4::scope::{CredentialError, credential};
use crate::verify::{
    Claim, Presented, PresentedError, Refusal, Scheme, Signature, TimeClaim, Token, TokenPlace, parse_date, v4,
};
use crate::wire::form::{Form, FormField};

/// Why a form's claim cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// A field of the claim, or the key, stands twice.
    #[error("the form field {name:?} stands more than once")]
    Repeated {
        /// The field.
        name: &'static str,
    },
    /// No `key` before the file (EC 0002-00000706).
    #[error("the form has no field `key` before the file")]
    KeyMissing,
    /// A signature version that cannot be judged (EC 0002-00000701). OSS2 is among them: its pages name
    /// the field and not what is signed.
    #[error("x-oss-signature-version of the form is not OSS4-HMAC-SHA256")]
    Version {
        /// As it arrived.
        text: Vec<u8>,
    },
    /// A claim without a policy (EC 0002-00000702).
    #[error("the form has no policy")]
    PolicyMissing,
    /// No signature (EC 0002-00000703).
    #[error("the form has no signature")]
    SignatureMissing,
    /// An empty signature (EC 0002-00000704).
    #[error("the form's signature is empty")]
    SignatureEmpty,
    /// V1: no `OSSAccessKeyId`, or an empty one.
    #[error("the form has no access key id")]
    KeyIdMissing,
    /// A key id with characters no key id has.
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// V4: no `x-oss-credential`, or one of another form (EC 0002-00000710).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    Credential,
    /// V4: no `x-oss-date`, or one that cannot be read.
    #[error("x-oss-date of the form is missing or not iso 8601 basic")]
    Date,
}

/// The claim of a form; `None` when it has none of a claim's fields.
pub(in crate::verify) fn read(form: &Form) -> Result<Option<Presented>, ClaimError> {
    one(form, "key")?.ok_or(ClaimError::KeyMissing)?;
    match one(form, "x-oss-signature-version")? {
        Some(version) if version.value() == v4::ALGORITHM.as_bytes() => read_v4(form).map(Some),
        Some(version) => Err(ClaimError::Version {
            text: version.value().to_vec(),
        }),
        None if V1_FIELDS.iter().any(|name| form.named(name).next().is_some()) => read_v1(form).map(Some),
        None => Ok(None),
    }
}

fn read_v1(form: &Form) -> Result<Presented, ClaimError> {
    let key_id = one(form, "OSSAccessKeyId")?
        .map(|field| field.value())
        .unwrap_or_default();
    if key_id.is_empty() {
        return Err(ClaimError::KeyIdMissing);
    }
    if !is_key_id(key_id) {
        return Err(ClaimError::KeyIdIllegal);
    }
    let policy = policy(form)?;
    let signature = signature(form, "Signature")?;
    Ok(Presented {
        scheme: Scheme::PostV1,
        claim: Claim::Form,
        key_id: String::from_utf8_lossy(key_id).into_owned(),
        signature: Signature::base64(signature, 20),
        time: TimeClaim::InPolicy,
        additional_headers: Vec::new(),
        scope: None,
        policy: Some(policy),
        token: token(form)?,
    })
}

fn read_v4(form: &Form) -> Result<Presented, ClaimError> {
    let presented = one(form, "x-oss-credential")?.ok_or(ClaimError::Credential)?;
    let (key_id, scope) = credential(presented.value())?;
    let policy = policy(form)?;
    let signature = signature(form, "x-oss-signature")?;
    Ok(Presented {
        scheme: Scheme::PostV4,
        claim: Claim::Form,
        key_id,
        signature: Signature::hex(signature),
        time: validity(form)?,
        additional_headers: Vec::new(),
        scope: Some(scope),
        policy: Some(policy),
        token: token(form)?,
    })
}

/// Seven days from `x-oss-date`; the policy's own end comes on top of that.
fn validity(form: &Form) -> Result<TimeClaim, ClaimError> {
    let date = one(form, "x-oss-date")?.ok_or(ClaimError::Date)?;
    let from = parse_date(date.value()).ok_or(ClaimError::Date)?;
    let until = from.saturating_add(SEVEN_DAYS).unwrap_or(Timestamp::MAX);
    Ok(TimeClaim::Expires {
        from: Some(from),
        until,
        text: date.value().to_vec(),
    })
}

fn policy(form: &Form) -> Result<Vec<u8>, ClaimError> {
    let policy = one(form, "policy")?.ok_or(ClaimError::PolicyMissing)?;
    Ok(policy.value().to_vec())
}

fn signature<'a>(form: &'a Form, name: &'static str) -> Result<&'a [u8], ClaimError> {
    match one(form, name)?.map(|field| field.value()) {
        None => Err(ClaimError::SignatureMissing),
        Some([]) => Err(ClaimError::SignatureEmpty),
        Some(signature) => Ok(signature),
    }
}

fn token(form: &Form) -> Result<Option<Token>, ClaimError> {
    let field = one(form, "x-oss-security-token")?;
    Ok(field.map(|field| Token {
        value: Secret::new(field.value()),
        at: TokenPlace::Form(field.index()),
    }))
}

/// The one field of a name, whatever its case: one page of the document says that case counts,
/// another that it does not. unknown: what the service makes of a claim's field that stands twice.
fn one<'a>(form: &'a Form, name: &'static str) -> Result<Option<FormField<'a>>, ClaimError> {
    let mut fields = form.named(name);
    let field = fields.next();
    match fields.next() {
        None => Ok(field),
        Some(_) => Err(ClaimError::Repeated { name }),
    }
}

impl From<CredentialError> for ClaimError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Malformed | CredentialError::Date => Self::Credential,
        }
    }
}

impl From<ClaimError> for Refusal {
    fn from(error: ClaimError) -> Self {
        PresentedError::from(error).into()
    }
}

/// Any of these makes a form without a signature version a V1 claim.
const V1_FIELDS: [&str; 3] = ["OSSAccessKeyId", "policy", "Signature"];

const SEVEN_DAYS: SignedDuration = SignedDuration::from_hours(7 * 24);
