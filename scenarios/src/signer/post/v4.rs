//! A form signed with V4.

use super::super::{
    request::Parameter,
    v4::{Scope, SigningKey},
};
use crate::credential::Credential;

/// What the policy must name as conditions and the form repeat as fields (the example of
/// `signPostObjectPolicyV4` in the README of ali-oss 6.23.0).
#[must_use]
pub fn conditions(by: &Credential, scope: &Scope, timestamp: &str) -> Vec<Parameter> {
    let credential = format!("{}/{}", by.access_key_id(), scope.text());
    let mut conditions = vec![
        Parameter::new("x-oss-date", timestamp),
        Parameter::new("x-oss-credential", &credential),
        Parameter::new("x-oss-signature-version", "OSS4-HMAC-SHA256"),
    ];
    conditions.extend(
        by.security_token()
            .map(|token| Parameter::new("x-oss-security-token", token)),
    );
    conditions
}

/// The form's fields for a policy: the text under the MAC is the policy itself, without a canonical
/// request (6.23.0 `lib/common/object/signPostObjectPolicyV4.js`).
#[must_use]
pub fn fields(json: &str, by: &Credential, scope: &Scope, timestamp: &str) -> Vec<Parameter> {
    let policy = super::policy(json);
    let signature = SigningKey::derive(by.access_key_secret(), scope).sign(&policy);
    let mut fields = conditions(by, scope, timestamp);
    fields.push(Parameter::new("policy", &policy));
    fields.push(Parameter::new("x-oss-signature", &signature));
    fields
}
