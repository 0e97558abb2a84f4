//! PostObject: a browser's form, whose policy is signed instead of the request.

mod v1;
mod v4;

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The policy as it stands in the form, and as it is signed: base64 of the JSON text (ali-oss 6.23.0
/// `lib/common/object/calculatePostSignature.js` and `signPostObjectPolicyV4.js`).
#[must_use]
pub fn policy(json: &str) -> String {
    STANDARD.encode(json)
}

pub use v1::fields as v1_fields;
pub use v4::{conditions as v4_conditions, fields as v4_fields};
