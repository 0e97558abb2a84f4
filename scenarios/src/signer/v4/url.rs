//! V4 in the query.

use super::{
    super::{
        library::Library,
        request::{Parameter, Request, put},
        signed::{Presigned, Signed},
    },
    SigningKey, canonical_request,
    scope::Scope,
    string_to_sign,
};
use crate::credential::Credential;

/// Signs a URL that is good for `seconds` from `timestamp` on. `additional` comes from
/// [`super::additional`].
///
/// The order of the parameters is the SDK's: ali-oss 6.23.0 `lib/common/object/signatureUrlV4.js`;
/// oss2 2.19.1 `oss2/auth.py`, `ProviderAuthV4._sign_url`; alibabacloud-oss-v2 1.4.1
/// `signer/v4.py`, `_auth_query`.
#[must_use]
pub fn presign(
    library: Library,
    request: &Request<'_>,
    by: &Credential,
    scope: &Scope,
    (timestamp, seconds): (&str, u64),
    additional: &[String],
) -> Presigned {
    let credential = format!("{}/{}", by.access_key_id(), scope.text());
    let list = (!additional.is_empty()).then(|| additional.join(";"));
    let seconds = seconds.to_string();
    let claim = Claim {
        credential: &credential,
        timestamp,
        seconds: &seconds,
        token: by.security_token(),
        list: list.as_deref(),
    };
    let mut query = request.query.to_vec();
    for (name, value) in claim.in_order_of(library) {
        put(&mut query, name, value);
    }
    let request = Request {
        query: &query,
        ..*request
    };
    let canonical_request = canonical_request(library, &request, additional);
    let string_to_sign = string_to_sign(timestamp, scope, &canonical_request);
    let signature = SigningKey::derive(by.access_key_secret(), scope).sign(&string_to_sign);
    query.push(Parameter::new("x-oss-signature", &signature));
    Presigned {
        query,
        signed: Signed {
            canonical_request: Some(canonical_request),
            string_to_sign,
            signature,
        },
    }
}

/// The parameters of the claim, without the signature.
#[derive(Clone, Copy)]
struct Claim<'a> {
    credential: &'a str,
    timestamp: &'a str,
    seconds: &'a str,
    token: Option<&'a str>,
    list: Option<&'a str>,
}

impl<'a> Claim<'a> {
    fn in_order_of(self, library: Library) -> Vec<(&'static str, &'a str)> {
        let version = Some(("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        let credential = Some(("x-oss-credential", self.credential));
        let timestamp = Some(("x-oss-date", self.timestamp));
        let seconds = Some(("x-oss-expires", self.seconds));
        let token = self.token.map(|token| ("x-oss-security-token", token));
        let list = self.list.map(|list| ("x-oss-additional-headers", list));
        let all = match library {
            Library::AliOss => [list, credential, timestamp, seconds, version, token],
            Library::Oss2 => [token, timestamp, seconds, version, credential, list],
            Library::OssV2 => [version, timestamp, seconds, credential, token, list],
        };
        all.into_iter().flatten().collect()
    }
}
