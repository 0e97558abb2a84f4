//! Reading a form's claim: what is the same whichever protocol signs its policy ("PostObject", "A V4
//! signature in a PostObject request").

use super::names::Part;
use super::{Presented, PresentedError, Token, TokenPlace};
use crate::secret::Secret;
use crate::verify::{Refusal, Scheme};
use crate::wire::form::{Form, FormField};

/// Why a form's claim cannot be read, whichever protocol it follows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
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
}

/// The claim of a form; `None` when it has none of a claim's fields.
pub(in crate::verify) fn read(form: &Form) -> Result<Option<Presented>, Refusal> {
    one(form, "key")?.ok_or(FormError::KeyMissing)?;
    if let Some(scheme) = Scheme::named_in_form(form)? {
        return scheme.read_form(form);
    }
    if let Some(version) = one(form, "x-oss-signature-version")? {
        let text = version.value().to_vec();
        return Err(FormError::Version { text }.into());
    }
    let shown = Scheme::shown_in_form(form);
    shown.map_or(Ok(None), |scheme| scheme.read_form(form))
}

/// Its policy, in base64 as sent.
pub(in crate::verify) fn policy(form: &Form) -> Result<Vec<u8>, FormError> {
    let policy = one(form, "policy")?.ok_or(FormError::PolicyMissing)?;
    Ok(policy.value().to_vec())
}

/// Its signature, which stands in the field of this name.
pub(in crate::verify) fn signature<'a>(form: &'a Form, name: &'static str) -> Result<&'a [u8], FormError> {
    match one(form, name)?.map(|field| field.value()) {
        None => Err(FormError::SignatureMissing),
        Some([]) => Err(FormError::SignatureEmpty),
        Some(signature) => Ok(signature),
    }
}

/// Its security token.
pub(in crate::verify) fn token(form: &Form, scheme: Scheme) -> Result<Option<Token>, FormError> {
    let field = one(form, scheme.claim_parameter(Part::Token).unwrap_or_default())?;
    Ok(field.map(|field| Token {
        value: Secret::new(field.value()),
        at: TokenPlace::Form(field.index()),
    }))
}

/// The one field of a name, whatever its case: one page of the document says that case counts,
/// another that it does not. unknown: what the service makes of a claim's field that stands twice.
pub(in crate::verify) fn one<'a>(form: &'a Form, name: &'static str) -> Result<Option<FormField<'a>>, FormError> {
    let mut fields = form.named(name);
    let field = fields.next();
    match fields.next() {
        None => Ok(field),
        Some(_) => Err(FormError::Repeated { name }),
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        PresentedError::from(error).into()
    }
}
