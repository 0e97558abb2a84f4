//! A form signed with V1.

use super::super::{mac, request::Parameter};
use crate::credential::Credential;

/// The form's fields for a policy (ali-oss 6.23.0 `lib/common/object/calculatePostSignature.js`).
/// The token is added by the caller of that method, as a field of its own.
#[must_use]
pub fn fields(json: &str, by: &Credential) -> Vec<Parameter> {
    let policy = super::policy(json);
    let signature = mac::sha1_base64(by.access_key_secret(), &policy);
    let mut fields = vec![
        Parameter::new("OSSAccessKeyId", by.access_key_id()),
        Parameter::new("Signature", &signature),
        Parameter::new("policy", &policy),
    ];
    fields.extend(
        by.security_token()
            .map(|token| Parameter::new("x-oss-security-token", token)),
    );
    fields
}
