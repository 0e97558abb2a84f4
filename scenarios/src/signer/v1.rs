//! V1, header form, as `ali-oss` computes it.
//!
//! Source: ali-oss 6.1.1 `lib/common/signUtils.js` (`buildCanonicalString`,
//! `buildCanonicalizedResource`, `computeSignature`, `authorization`).

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// What goes into the string to sign, in its order.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    /// The verb, upper case.
    pub method: &'a str,
    /// `Content-Md5`, or nothing.
    pub content_md5: &'a str,
    /// `Content-Type`, or nothing.
    pub content_type: &'a str,
    /// The date line.
    pub date: &'a str,
    /// The `x-oss-` fields by lower-case name; see [`oss_fields`].
    pub oss_fields: BTreeMap<String, String>,
    /// `/bucket/key`, unescaped; see [`resource`].
    pub resource: String,
    /// The query parameters that the caller of the signer wants signed. The SDK has no list of
    /// names: each operation says which of its parameters are sub-resources.
    pub sub_resources: Vec<(&'a str, Option<&'a str>)>,
}

/// The text under the MAC.
#[must_use]
pub fn string_to_sign(parts: &Parts<'_>) -> String {
    let mut lines = vec![
        parts.method.to_owned(),
        parts.content_md5.to_owned(),
        parts.content_type.to_owned(),
        parts.date.to_owned(),
    ];
    let line = |(name, value): (&String, &String)| format!("{name}:{value}");
    lines.extend(parts.oss_fields.iter().map(line));
    lines.push(format!("{}{}", parts.resource, query(&parts.sub_resources)));
    lines.join("\n")
}

/// The fields whose lower-case name begins with `x-oss-`, trimmed; a later one of the same name
/// wins.
#[must_use]
pub fn oss_fields<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    fields
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .filter(|(name, _)| name.starts_with("x-oss-"))
        .collect()
}

/// `/`, `/bucket/` or `/bucket/key` (`lib/client.js`, `_getResource`).
#[must_use]
pub fn resource(bucket: Option<&str>, key: Option<&str>) -> String {
    let mut resource = String::from("/");
    if let Some(bucket) = bucket {
        resource.push_str(bucket);
        resource.push('/');
    }
    resource.push_str(key.unwrap_or_default());
    resource
}

/// The signature of `text`: HMAC-SHA1 in base64.
#[must_use]
pub fn signature(secret: &[u8], text: &str) -> String {
    STANDARD.encode(keyed(secret).chain_update(text).finalize().into_bytes())
}

/// The value of `Authorization`.
#[must_use]
pub fn authorization(access_key_id: &str, signature: &str) -> String {
    format!("OSS {access_key_id}:{signature}")
}

/// Sorted by name; an empty value is written as the bare name.
///
/// 6.1.1 compares only the first letter of the names, so that two with the same one stay in the
/// caller's order. No request of the models here has two sub-resources.
fn query(sub_resources: &[(&str, Option<&str>)]) -> String {
    let mut sorted = sub_resources.to_vec();
    sorted.sort_by_key(|(name, _)| *name);
    let items: Vec<String> = sorted
        .into_iter()
        .map(|(name, value)| match value {
            Some(value) if !value.is_empty() => format!("{name}={value}"),
            Some(_) | None => name.to_owned(),
        })
        .collect();
    if items.is_empty() {
        String::new()
    } else {
        format!("?{}", items.join("&"))
    }
}

fn keyed(secret: &[u8]) -> Hmac<Sha1> {
    Hmac::new_from_slice(secret).expect("HMAC takes a key of any length")
}
