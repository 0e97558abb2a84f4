//! V2 in the field `Authorization`.

use super::{
    super::{mac, request::Request, signed::Signed},
    string_to_sign,
};
use crate::credential::Credential;

/// The additional names of a client that names none itself: those of them that the request has
/// (`_DEFAULT_ADDITIONAL_HEADERS`).
pub const DEFAULT_ADDITIONAL: [&str; 2] = ["if-modified-since", "range"];

/// Signs a request that has its `date`, and its token, among its fields. `additional` comes from
/// [`super::additional`].
#[must_use]
pub fn sign(request: &Request<'_>, by: &Credential, additional: &[String]) -> Signed {
    let date = request.field("date").unwrap_or_default();
    let string_to_sign = string_to_sign(request, date, additional);
    Signed {
        canonical_request: None,
        signature: mac::sha256_base64(by.access_key_secret(), &string_to_sign),
        string_to_sign,
    }
}

/// The value of `Authorization` (`ProviderAuthV2._sign_request`). The SDK joins a Python set, whose
/// order is any; here the names are sorted.
#[must_use]
pub fn authorization(access_key_id: &str, additional: &[String], signature: &str) -> String {
    let list = match additional {
        [] => String::new(),
        names => format!("AdditionalHeaders:{},", names.join(";")),
    };
    format!("OSS2 AccessKeyId:{access_key_id},{list}Signature:{signature}")
}
