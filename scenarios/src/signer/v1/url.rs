//! V1 in the query.

use super::{
    super::{
        library::Library,
        request::{Parameter, Request, put},
        signed::{Presigned, Signed},
    },
    Parts, signature, string_to_sign,
};
use crate::credential::Credential;

/// Signs a URL that is good until `expires`, in seconds since 1970.
///
/// `Expires` takes the date line; a token is a sub-resource. The order of the parameters is the
/// SDK's: ali-oss 6.23.0 `lib/common/object/signatureUrl.js` and `signUtils.js`,
/// `_signatureForURL`; oss2 2.19.1 `oss2/auth.py`, `ProviderAuth._sign_url`; alibabacloud-oss-v2
/// 1.4.1 `signer/v1.py`, `_auth_query`.
#[must_use]
pub fn presign(library: Library, request: &Request<'_>, by: &Credential, expires: i64) -> Presigned {
    let expires = expires.to_string();
    let with_token = with_token(library, request.query, by);
    let request = Request {
        query: &with_token,
        ..*request
    };
    let text = string_to_sign(&Parts::of(library, &request, &expires));
    let signature = signature(by.access_key_secret(), &text);

    let claim = [
        Parameter::new("OSSAccessKeyId", by.access_key_id()),
        Parameter::new("Expires", &expires),
        Parameter::new("Signature", &signature),
    ];
    let query = match library {
        Library::AliOss => claim.into_iter().chain(with_token).collect(),
        Library::Oss2 => with_token.into_iter().chain(claim).collect(),
        Library::OssV2 => around(with_token, claim),
    };
    Presigned {
        query,
        signed: Signed {
            canonical_request: None,
            string_to_sign: text,
            signature,
        },
    }
}

/// The parameters and the token; ali-oss adds the token before what it makes of `options.callback`.
fn with_token(library: Library, query: &[Parameter], by: &Credential) -> Vec<Parameter> {
    let mut query = query.to_vec();
    let Some(token) = by.security_token() else { return query };
    let callback = query.iter().position(|parameter| parameter.name == "callback");
    match (library, callback) {
        (Library::AliOss, Some(at)) => query.insert(at, Parameter::new(TOKEN, token)),
        (Library::AliOss | Library::Oss2 | Library::OssV2, _) => put(&mut query, TOKEN, token),
    }
    query
}

/// Key and expiry before the token, the signature at the end.
fn around(mut query: Vec<Parameter>, [id, expires, signature]: [Parameter; 3]) -> Vec<Parameter> {
    let at = query.iter().position(|parameter| parameter.name == TOKEN);
    let at = at.unwrap_or(query.len());
    query.splice(at..at, [id, expires]);
    query.push(signature);
    query
}

const TOKEN: &str = "security-token";
