//! The policy of a form.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The policy as it stands in the form, and as it is signed: base64 of the JSON text (ali-oss 6.23.0
/// `lib/common/object/calculatePostSignature.js` and `signPostObjectPolicyV4.js`).
#[must_use]
pub fn policy(json: &str) -> String {
    STANDARD.encode(json)
}
