//! The text under a V1 MAC.
//!
//! Source: ali-oss 6.1.1 `lib/common/signUtils.js` (`buildCanonicalString`,
//! `buildCanonicalizedResource`, `computeSignature`).

use std::collections::BTreeMap;

use super::super::{library::Library, mac, request::Request};

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
    /// The query parameters that the caller of the signer wants signed; see
    /// [`sub_resources`](super::sub_resources).
    pub sub_resources: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Parts<'a> {
    /// The parts of a request whose date line is `date`.
    #[must_use]
    pub fn of(library: Library, request: &Request<'a>, date: &'a str) -> Self {
        let fields = request.fields.iter();
        Self {
            method: request.method,
            content_md5: request.field("content-md5").unwrap_or_default(),
            content_type: request.field("content-type").unwrap_or_default(),
            date,
            oss_fields: oss_fields(library, fields.map(|(name, value)| (name.as_str(), value.as_str()))),
            resource: request.resource(),
            sub_resources: super::sub_resources(library, request.query),
        }
    }
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

/// The fields whose lower-case name begins with `x-oss-`; a later one of the same name wins.
#[must_use]
pub fn oss_fields<'a>(library: Library, fields: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    fields
        .map(|(name, value)| (name.to_ascii_lowercase(), library.signed_value(value).to_owned()))
        .filter(|(name, _)| name.starts_with("x-oss-"))
        .collect()
}

/// `/`, `/bucket/` or `/bucket/key` (`lib/client.js`, `_getResource`).
#[must_use]
pub fn resource(bucket: Option<&str>, key: Option<&str>) -> String {
    let request = Request {
        method: "",
        bucket,
        key,
        query: &[],
        fields: &[],
    };
    request.resource()
}

/// The signature of `text`: HMAC-SHA1 in base64.
#[must_use]
pub fn signature(secret: &[u8], text: &str) -> String {
    mac::sha1_base64(secret, text)
}

/// Sorted by name; an empty value is written as the bare name.
///
/// ali-oss 6.1.1 compares only the first letter of the names, so that two with the same one stay in
/// the caller's order. No request of the models here has two sub-resources.
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
