//! V2 in the query.

use super::{
    super::{
        mac,
        request::{Parameter, Request, put},
        signed::{Presigned, Signed},
    },
    string_to_sign,
};
use crate::credential::Credential;

/// Signs a URL that is good until `expires`, in seconds since 1970 (`ProviderAuthV2._sign_url`).
/// `additional` comes from [`super::additional`].
#[must_use]
pub fn presign(request: &Request<'_>, by: &Credential, expires: i64, additional: &[String]) -> Presigned {
    let expires = expires.to_string();
    let mut query = request.query.to_vec();
    if let Some(token) = by.security_token() {
        put(&mut query, "security-token", token);
    }
    put(&mut query, "x-oss-signature-version", "OSS2");
    put(&mut query, "x-oss-expires", &expires);
    put(&mut query, "x-oss-access-key-id", by.access_key_id());
    if !additional.is_empty() {
        put(&mut query, "x-oss-additional-headers", &additional.join(";"));
    }
    let request = Request {
        query: &query,
        ..*request
    };
    let string_to_sign = string_to_sign(&request, &expires, additional);
    let signature = mac::sha256_base64(by.access_key_secret(), &string_to_sign);
    query.push(Parameter::new("x-oss-signature", &signature));
    Presigned {
        query,
        signed: Signed {
            canonical_request: None,
            string_to_sign,
            signature,
        },
    }
}
