//! A draft from a request head: the protocol's documents, read from the service's side.

use super::names::is_signed_in_v1;
use super::text::unescaped;
use super::{Draft, Form, Kind, Place};
use crate::accuracy::head::{Head, cut, find};

/// What the head says has to be signed.
#[must_use]
pub fn draft(head: &Head, kind: Kind, place: &Place) -> Draft {
    let additional = claimed_list(head, kind);
    let line = |name: &str| joined(head, name).unwrap_or_default();
    Draft {
        kind,
        verb: head.method.clone(),
        md5: line("content-md5"),
        content_type: line("content-type"),
        date: date(head, kind),
        headers: headers(head, kind, &additional),
        resource: place.resource(head),
        params: params(head, kind),
        payload: b"UNSIGNED-PAYLOAD".to_vec(),
        scope: scope(head, kind),
        algorithm: b"OSS4-HMAC-SHA256".to_vec(),
        additional,
        form: Form::default(),
    }
}

/// The names that the claim lists as signed besides the implied ones, lower case and sorted.
#[must_use]
pub fn claimed_list(head: &Head, kind: Kind) -> Vec<String> {
    let list = match kind {
        Kind::V1Header | Kind::V1Url => None,
        Kind::V2Header => claim_item(head, "AdditionalHeaders:"),
        Kind::V4Header => claim_item(head, "AdditionalHeaders="),
        Kind::V2Url | Kind::V4Url => parameter(head, "x-oss-additional-headers"),
    };
    let list = String::from_utf8_lossy(&list.unwrap_or_default()).to_ascii_lowercase();
    let names = list.split(';').filter(|name| !name.is_empty()).map(str::to_owned);
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names
}

/// All values of a name, joined with `,` in order of arrival.
fn joined(head: &Head, name: &str) -> Option<Vec<u8>> {
    let values: Vec<&[u8]> = head.values(name).collect();
    (!values.is_empty()).then(|| values.join(&b','))
}

fn headers(head: &Head, kind: Kind, additional: &[String]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut seen: Vec<String> = Vec::new();
    let mut headers = Vec::new();
    for line in &head.lines {
        let name = line.lower();
        let implied = name.starts_with("x-oss-") || (kind.is_v4() && IMPLIED_IN_V4.contains(&name.as_str()));
        if (implied || additional.contains(&name)) && !seen.contains(&name) {
            headers.push((line.name.clone(), joined(head, &name).unwrap_or_default()));
            seen.push(name);
        }
    }
    headers
}

fn params(head: &Head, kind: Kind) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = head.pieces().map(|piece| {
        let (name, value) = cut(piece, b'=');
        (unescaped(name), unescaped(value.unwrap_or_default()))
    });
    let signed = |(name, _): &(Vec<u8>, Vec<u8>)| match kind {
        Kind::V1Header | Kind::V1Url => is_signed_in_v1(name),
        Kind::V2Header | Kind::V4Header => true,
        Kind::V2Url | Kind::V4Url => name != b"x-oss-signature",
    };
    pairs.filter(signed).collect()
}

fn date(head: &Head, kind: Kind) -> Vec<u8> {
    let in_query = |name| parameter(head, name).unwrap_or_default();
    match kind {
        Kind::V1Url => in_query("Expires"),
        Kind::V2Url => in_query("x-oss-expires"),
        Kind::V4Url => in_query("x-oss-date"),
        _ => joined(head, "x-oss-date")
            .or_else(|| joined(head, "date"))
            .unwrap_or_default(),
    }
}

fn scope(head: &Head, kind: Kind) -> Vec<u8> {
    let credential = match kind {
        Kind::V4Header => claim_item(head, "Credential="),
        Kind::V4Url => parameter(head, "x-oss-credential"),
        _ => None,
    };
    let credential = credential.unwrap_or_default();
    cut(&credential, b'/').1.unwrap_or_default().to_vec()
}

/// An item of the `Authorization` field, up to the next comma.
fn claim_item(head: &Head, label: &str) -> Option<Vec<u8>> {
    let claim = head.value("authorization")?;
    let start = find(claim, label.as_bytes())? + label.len();
    Some(cut(&claim[start..], b',').0.to_vec())
}

/// The first query parameter of a name, decoded.
fn parameter(head: &Head, name: &str) -> Option<Vec<u8>> {
    let mut pairs = head.pieces().map(|piece| cut(piece, b'='));
    let (_, value) = pairs.find(|(known, _)| unescaped(known) == name.as_bytes())?;
    Some(unescaped(value.unwrap_or_default()))
}

const IMPLIED_IN_V4: [&str; 2] = ["content-type", "content-md5"];
