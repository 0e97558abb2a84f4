//! The canonical request of V4, and the string to sign.

use std::collections::BTreeMap;

use super::{
    super::{
        encode,
        library::Library,
        mac,
        request::{Parameter, Request},
    },
    additional::is_signed_anyway,
    order::locale_compare,
    scope::Scope,
};

/// Six parts: verb, resource, query, fields, additional names, payload (ali-oss 6.23.0
/// `lib/common/signUtils.js`, `getCanonicalRequest`). `additional` comes from
/// [`super::additional`].
#[must_use]
pub fn canonical_request(library: Library, request: &Request<'_>, additional: &[String]) -> String {
    let payload = request.field("x-oss-content-sha256").unwrap_or("UNSIGNED-PAYLOAD");
    let parts = [
        request.method,
        &encode::path(&request.resource()),
        &query(library, request.query),
        &fields(library, request, additional),
        &additional.join(";"),
        payload,
    ];
    parts.join("\n")
}

/// Algorithm, time, scope and the digest of the canonical request (the same file,
/// `getStringToSign`). The time is the text of `x-oss-date`, of `date` where a client sends no
/// other, or of the parameter.
#[must_use]
pub fn string_to_sign(timestamp: &str, scope: &Scope, canonical_request: &str) -> String {
    let digest = mac::digest_hex(canonical_request);
    ["OSS4-HMAC-SHA256", timestamp, &scope.text(), &digest].join("\n")
}

/// A block in which each line has an end of its own.
fn fields(library: Library, request: &Request<'_>, additional: &[String]) -> String {
    let signed = |name: &String| is_signed_anyway(name) || additional.contains(name);
    let lower = |(name, value): &(String, String)| (name.to_ascii_lowercase(), value.clone());
    // A later one of the same name wins, as in a JavaScript object.
    let kept: BTreeMap<String, String> = request.fields.iter().map(lower).collect();
    let mut block = String::new();
    for (name, value) in kept.iter().filter(|(name, _)| signed(name)) {
        block.extend([name, ":", library.signed_value(value), "\n"]);
    }
    block
}

/// All parameters. ali-oss sorts names as words of a language and, of an empty text, signs `name=`,
/// of `null` the bare name (package `qs` with `strictNullHandling`); the Python SDKs sort the
/// encoded text and sign the bare name for both (oss2 2.19.1 `oss2/auth.py`,
/// `__get_canonical_query`; alibabacloud-oss-v2 1.4.1 `signer/v4.py`, `_calc_canonical_request`).
fn query(library: Library, parameters: &[Parameter]) -> String {
    let mut sorted = parameters.to_vec();
    match library {
        Library::AliOss => sorted.sort_by(|one, other| locale_compare(&one.name, &other.name)),
        Library::Oss2 | Library::OssV2 => {
            sorted.sort_by_key(|parameter| (encode::component(&parameter.name), encode::component(parameter.text())));
        }
    }
    let items: Vec<String> = sorted.iter().map(|parameter| item(library, parameter)).collect();
    items.join("&")
}

fn item(library: Library, parameter: &Parameter) -> String {
    match (library, parameter.value.as_deref()) {
        (Library::AliOss, Some("")) => format!("{}=", encode::component(&parameter.name)),
        (Library::AliOss | Library::Oss2 | Library::OssV2, _) => parameter.encoded(),
    }
}
