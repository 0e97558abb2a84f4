//! V1 in the field `Authorization`.

use super::{
    super::{library::Library, request::Request, signed::Signed},
    Parts, signature, string_to_sign,
};
use crate::credential::Credential;

/// Signs a request that has its date, and its token, among its fields.
///
/// The date line is `x-oss-date`, else `date` (oss2 2.19.1 `oss2/auth.py`, `ProviderAuth`;
/// alibabacloud-oss-v2 1.4.1 `signer/v1.py`; ali-oss always sends `x-oss-date`).
#[must_use]
pub fn sign(library: Library, request: &Request<'_>, by: &Credential) -> Signed {
    let date = request.field("x-oss-date").or_else(|| request.field("date"));
    let text = string_to_sign(&Parts::of(library, request, date.unwrap_or_default()));
    Signed {
        canonical_request: None,
        signature: signature(by.access_key_secret(), &text),
        string_to_sign: text,
    }
}

/// The value of `Authorization` (ali-oss 6.1.1 `lib/common/signUtils.js`, `authorization`).
#[must_use]
pub fn authorization(access_key_id: &str, signature: &str) -> String {
    format!("OSS {access_key_id}:{signature}")
}
