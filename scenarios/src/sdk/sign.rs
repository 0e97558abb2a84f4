//! What the SDK signs, and how it writes the claim.

use super::{Generation, complete::Request, headers::Headers};
use crate::{
    credential::Credential,
    intent::{Authorization, Endpoint},
    signer::{
        self, Library, Signed, v1,
        v4::{self, AbsentField, Scope},
    },
};

/// A signature with the value of `authorization` that carries it.
pub(super) struct Claim {
    pub(super) signed: Signed,
    pub(super) authorization: String,
}

/// Signs the completed fields with the scheme of the client's options.
pub(super) fn sign(
    generation: Generation,
    endpoint: Endpoint,
    request: &Request<'_>,
    by: &Credential,
    headers: &Headers,
) -> Result<Claim, AbsentField> {
    match request.authorization {
        Authorization::V1 => Ok(with_v1(generation, request, by, headers)),
        Authorization::V4 { additional } => with_v4(endpoint, request, by, headers, additional),
    }
}

/// Reads the signed fields as the generation does: up to 6.2.0 `Content-Md5` in that spelling
/// alone, `Content-Type` in two; from 6.17 on in any case (`lib/common/signUtils.js`,
/// `buildCanonicalString`; in 4.x `lib/client.js`, `authorization`).
fn with_v1(generation: Generation, request: &Request<'_>, by: &Credential, headers: &Headers) -> Claim {
    let any_case = |name: &str| {
        headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .last()
            .map(|(_, value)| value)
    };
    let (content_md5, content_type) = if generation < Generation::SixSeventeen {
        (headers.exact("Content-Md5"), headers.either_case("Content-Type"))
    } else {
        (any_case("content-md5"), any_case("content-type"))
    };
    let string_to_sign = v1::string_to_sign(&v1::Parts {
        method: request.method,
        content_md5: content_md5.unwrap_or_default(),
        content_type: content_type.unwrap_or_default(),
        date: headers.exact("x-oss-date").unwrap_or_default(),
        oss_fields: v1::oss_fields(Library::AliOss, headers.iter()),
        resource: v1::resource(Some(request.bucket), Some(request.key)),
        sub_resources: Vec::new(),
    });
    let signature = v1::signature(by.access_key_secret(), &string_to_sign);
    Claim {
        authorization: v1::authorization(by.access_key_id(), &signature),
        signed: Signed {
            canonical_request: None,
            string_to_sign,
            signature,
        },
    }
}

/// 6.23.0 `lib/client.js`, `authorizationV4`: the region is the client's, whatever its endpoint.
fn with_v4(
    endpoint: Endpoint,
    request: &Request<'_>,
    by: &Credential,
    headers: &Headers,
    additional: &[&str],
) -> Result<Claim, AbsentField> {
    let fields: Vec<(String, String)> = headers
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let request = signer::Request {
        method: request.method,
        bucket: Some(request.bucket),
        key: Some(request.key),
        query: &[],
        fields: &fields,
    };
    let time = request.field("x-oss-date").unwrap_or_default();
    let day = time.split('T').next().unwrap_or_default();
    let scope = Scope::region(day, endpoint.signing_region());
    let additional = v4::additional(Library::AliOss, &request, additional)?;
    let signed = v4::sign(Library::AliOss, &request, by, &scope, &additional);
    let id = by.access_key_id();
    Ok(Claim {
        authorization: v4::authorization(Library::AliOss, id, &scope, &additional, &signed.signature),
        signed,
    })
}
