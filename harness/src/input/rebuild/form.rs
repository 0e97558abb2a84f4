//! From the string of a browser form, which is its policy ("PostObject", "Appendix: Policy"): with the key id and the
//! signature that an error body names, it is all of the form that is signed.

use data_encoding::BASE64;
use serde_json::Value;

use crate::input::ServerError;
use crate::input::form::{self, Part};

/// The head and the body of a form whose policy is the string of `error`; `None` when the string is none.
///
/// Fields are those that the policy's conditions name, with the values that they ask for.
pub(in crate::input) fn rebuild_form(error: &ServerError) -> Option<(Vec<u8>, Vec<u8>)> {
    let policy = error.string_to_sign.as_deref()?.trim_ascii();
    if policy.is_empty()
        || !policy
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
    {
        return None;
    }
    let conditions = conditions(policy);
    let signature = error.signature_provided.as_deref()?;
    let is_v4 = conditions.iter().any(|(name, _)| name == "x-oss-signature-version");
    let id = error.access_key_id.as_deref()?;
    let mut parts: Vec<(&str, &[u8])> = conditions
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    if parts.iter().all(|(name, _)| *name != "key") {
        parts.insert(0, ("key", b"key"));
    }
    parts.push(("policy", policy));
    if is_v4 {
        parts.push(("x-oss-signature", signature));
    } else {
        parts.push(("OSSAccessKeyId", id.as_bytes()));
        parts.push(("Signature", signature));
    }
    let fields = parts.into_iter().map(|(name, value)| Part {
        name: name.as_bytes(),
        value,
        file: None,
    });
    let file = Part {
        name: b"file",
        value: b"",
        file: Some(b"file"),
    };
    let body = form::together(BOUNDARY, fields.chain([file]));
    let host = error.host_id.as_deref().unwrap_or_default();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: multipart/form-data; boundary={}\r\n\r\n",
        host.replace(['\r', '\n'], " "),
        String::from_utf8_lossy(BOUNDARY),
    );
    Some((head.into_bytes(), body))
}

/// Names and values that the conditions of a policy ask for; none where it cannot be read.
fn conditions(policy: &[u8]) -> Vec<(String, String)> {
    let json = BASE64
        .decode(policy)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok());
    let Some(Value::Object(json)) = json else {
        return Vec::new();
    };
    let Some(Value::Array(all)) = json.get("conditions") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for condition in all {
        match condition {
            Value::Object(pairs) => {
                let pairs = pairs
                    .iter()
                    .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
                found.extend(pairs);
            }
            Value::Array(items) => {
                if let [Value::String(_), Value::String(name), Value::String(value)] = items.as_slice()
                    && let Some(name) = name.strip_prefix('$')
                {
                    found.push((name.to_owned(), value.clone()));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found.retain(|(name, _)| name != "bucket");
    found
}

/// Parts the fields.
const BOUNDARY: &[u8] = b"----whysig-form";
