//! V4 in the field `Authorization`.

use super::{
    super::{library::Library, request::Request, signed::Signed},
    SigningKey, canonical_request,
    scope::Scope,
    string_to_sign,
};
use crate::credential::Credential;

/// Signs a request that has its date, its token and `x-oss-content-sha256` among its fields.
/// `additional` comes from [`super::additional`].
///
/// The time is the text of `x-oss-date`; a client without that field signs the text of `date`
/// (aliyun-oss-go-sdk 3.0.2, heads on the wire).
#[must_use]
pub fn sign(library: Library, request: &Request<'_>, by: &Credential, scope: &Scope, additional: &[String]) -> Signed {
    let time = request.field("x-oss-date").or_else(|| request.field("date"));
    let canonical_request = canonical_request(library, request, additional);
    let string_to_sign = string_to_sign(time.unwrap_or_default(), scope, &canonical_request);
    Signed {
        signature: SigningKey::derive(by.access_key_secret(), scope).sign(&string_to_sign),
        canonical_request: Some(canonical_request),
        string_to_sign,
    }
}

/// The value of `Authorization`.
///
/// oss2 puts the list last, after a blank, and sorts it by first letters only (2.19.1
/// `oss2/auth.py`, `ProviderAuthV4._sign_request`; here it is sorted whole); the others put it in the
/// middle (ali-oss 6.23.0 `lib/common/signUtils.js`, `authorizationV4`; alibabacloud-oss-v2 1.4.1
/// `signer/v4.py`, `_auth_header`).
#[must_use]
pub fn authorization(
    library: Library,
    access_key_id: &str,
    scope: &Scope,
    additional: &[String],
    signature: &str,
) -> String {
    let credential = format!("OSS4-HMAC-SHA256 Credential={access_key_id}/{}", scope.text());
    let list = additional.join(";");
    match (library, list.as_str()) {
        (Library::AliOss | Library::OssV2, "") => format!("{credential},Signature={signature}"),
        (Library::AliOss | Library::OssV2, list) => {
            format!("{credential},AdditionalHeaders={list},Signature={signature}")
        }
        (Library::Oss2, "") => format!("{credential}, Signature={signature}"),
        (Library::Oss2, list) => format!("{credential}, Signature={signature}, AdditionalHeaders={list}"),
    }
}
