//! From a vector to the bytes of its request head, by the tests' own encoder.

use crate::support::vectors::Vector;

/// The head: the captured request line where there is one, else one made from the vector's parts,
/// then the vector's fields in order, the claim where it stands in a field, and a host.
pub(crate) fn head(vector: &Vector) -> Vec<u8> {
    let line = vector.request_line.clone().unwrap_or_else(|| {
        let method = vector.method.as_deref().unwrap_or("GET");
        format!("{method} {} HTTP/1.1", target(vector))
    });
    let mut fields = vector.headers.clone();
    fields.extend(authorization(vector).map(|value| ("Authorization".to_owned(), value)));
    if !fields.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        fields.push(("Host".to_owned(), host(vector)));
    }
    let lines = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    format!("{line}\r\n{}\r\n", lines.collect::<String>()).into_bytes()
}

/// The published `Authorization`, or for a published signature without one the documented layout.
fn authorization(vector: &Vector) -> Option<String> {
    if vector.expected_authorization.is_some() || !vector.version.ends_with("-header") {
        return vector.expected_authorization.clone();
    }
    let id = vector.access_key_id.as_deref()?;
    let signature = vector.expected_signature.as_deref()?;
    let list = vector.additional_headers.join(";");
    Some(match vector.version.as_str() {
        "v1-header" => format!("OSS {id}:{signature}"),
        "v4-header" => {
            let credential = format!("{id}/{}/aliyun_v4_request", scope(vector)?);
            format!("OSS4-HMAC-SHA256 Credential={credential},AdditionalHeaders={list},Signature={signature}")
        }
        other => panic!("{}: no layout for {other}", vector.id),
    })
}

fn scope(vector: &Vector) -> Option<String> {
    let day = vector.timestamp.as_deref()?.get(..8)?;
    let region = vector.region.as_deref()?;
    Some(format!("{day}/{region}/{}", vector.product.as_deref().unwrap_or("oss")))
}

/// The published URL without scheme and host, else path and query from the vector's parts.
fn target(vector: &Vector) -> String {
    if let Some(url) = &vector.expected_url {
        let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let slash = after_scheme.find('/').unwrap_or(after_scheme.len());
        return after_scheme[slash..].to_owned();
    }
    let mut pairs = vector.query.clone();
    pairs.extend(claim_parameters(vector));
    let query: Vec<String> = pairs.iter().map(|(name, value)| pair(name, value.as_deref())).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let key = vector.key.as_deref().unwrap_or_default();
    format!("/{}{mark}{}", encoded(key, "/"), query.join("&"))
}

/// The parameters of the claim that the vector's query leaves out.
fn claim_parameters(vector: &Vector) -> Vec<(String, Option<String>)> {
    let names = match vector.version.as_str() {
        "v1-url" => ["OSSAccessKeyId", "Expires", "Signature"].as_slice(),
        "v2-url" | "v4-url" => ["x-oss-signature"].as_slice(),
        _ => [].as_slice(),
    };
    let value = |name: &&str| match *name {
        "OSSAccessKeyId" => vector.access_key_id.clone(),
        "Expires" => vector.expires.clone(),
        _ => vector.expected_signature.clone(),
    };
    names.iter().map(|name| ((*name).to_owned(), value(name))).collect()
}

fn host(vector: &Vector) -> String {
    let region = vector.region.as_deref().unwrap_or("cn-hangzhou");
    let endpoint = match vector.product.as_deref() {
        Some("oss-cloudbox") => format!("{region}.cn-hangzhou.oss-cloudbox.aliyuncs.com"),
        _ => format!("oss-{region}.aliyuncs.com"),
    };
    match &vector.bucket {
        Some(bucket) => format!("{bucket}.{endpoint}"),
        None => endpoint,
    }
}

fn pair(name: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => format!("{}={}", encoded(name, ""), encoded(value, "")),
        None => encoded(name, ""),
    }
}

fn encoded(text: &str, kept: &str) -> String {
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.as_bytes().contains(&byte);
    text.bytes()
        .map(|byte| {
            if keeps(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
