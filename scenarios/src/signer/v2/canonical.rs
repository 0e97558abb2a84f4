//! The text under a V2 MAC.

use super::super::{encode, library::Library, request::Request};

/// The additional names that count: lower case, sorted, and only those that the request has
/// (`__get_additional_headers`).
#[must_use]
pub fn additional(request: &Request<'_>, listed: &[&str]) -> Vec<String> {
    let lower = listed.iter().map(|name| name.to_ascii_lowercase());
    let mut names: Vec<String> = lower.filter(|name| request.field(name).is_some()).collect();
    names.sort();
    names.dedup();
    names
}

/// The text under the MAC (`__get_string_to_sign`). The line of additional names is there even when
/// it is empty. The resource is percent-encoded, its slashes too, and has all parameters.
#[must_use]
pub fn string_to_sign(request: &Request<'_>, date: &str, additional: &[String]) -> String {
    let mut lines = vec![
        request.method.to_owned(),
        request.field("content-md5").unwrap_or_default().to_owned(),
        request.field("content-type").unwrap_or_default().to_owned(),
        date.to_owned(),
    ];
    lines.extend(fields(request, additional));
    lines.push(additional.join(";"));
    lines.push(format!("{}{}", encode::component(&request.resource()), query(request)));
    lines.join("\n")
}

fn fields(request: &Request<'_>, additional: &[String]) -> Vec<String> {
    let lower = |(name, value): &(String, String)| (name.to_ascii_lowercase(), value.clone());
    let signed = |name: &String| name.starts_with("x-oss-") || additional.contains(name);
    let mut fields: Vec<(String, String)> = request
        .fields
        .iter()
        .map(lower)
        .filter(|(name, _)| signed(name))
        .collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    let line = |(name, value): &(String, String)| format!("{name}:{}", Library::Oss2.signed_value(value));
    fields.iter().map(line).collect()
}

fn query(request: &Request<'_>) -> String {
    if request.query.is_empty() {
        return String::new();
    }
    let mut parameters = request.query.to_vec();
    parameters.sort_by_key(|parameter| encode::component(&parameter.name));
    format!("?{}", Library::Oss2.query(&parameters))
}
