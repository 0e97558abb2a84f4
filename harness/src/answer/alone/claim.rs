//! `InvalidArgument`: a part of the claim, by the claim that the answer quotes, by its message or by its number.

use super::finding;
use super::key::NO_CREDENTIALS;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic};
use crate::words::{Words, wire, words};

/// Which part of the claim it is; `None` for an argument that is of no claim.
pub(super) fn tell(read: &Read<'_>) -> Option<Diagnostic> {
    let quoted = read.element("Authorization");
    if let Some(part) = quoted.and_then(empty_part) {
        let help = if part == "region" {
            "set the client's region, such as `cn-hangzhou` (hadoop and JindoSDK: fs.oss.region): without one it signs for \
             none"
        } else {
            NO_CREDENTIALS
        };
        return Some(malformed(
            words!("the {} in the claim is empty", part),
            vec![words!("the service was sent no {}", part)],
            help,
        ));
    }
    let number = read.error.ec.as_deref().unwrap_or_default();
    let by_number = BY_NUMBER.iter().find(|(known, ..)| *known == number);
    if let Some((_, headline, help)) = by_number {
        return Some(malformed(
            (*headline).into(),
            vec![words!("the service's number for it is {}", wire(number))],
            help,
        ));
    }
    if let (true, Some(region)) = (read.says("signing region"), quoted.and_then(region)) {
        return Some(malformed(
            words!(
                "the claim names the region `{}`, which is not the endpoint's",
                wire(region)
            ),
            Vec::new(),
            "set the client's region to that of the endpoint, without `oss-`, such as `cn-hangzhou`",
        ));
    }
    let argument = read.element("ArgumentName");
    if read.says("Authorization") || argument.is_some_and(|name| name.eq_ignore_ascii_case(b"authorization")) {
        return Some(malformed(
            "the service cannot read the claim: its Authorization is not of the form that it must have".into(),
            vec!["an empty key id or signature, or another service's form, comes to this".into()],
            NO_CREDENTIALS,
        ));
    }
    let name = argument?;
    Some(finding(
        Code::RefusedBesideSignature,
        words!("the service refused the argument `{}`", wire(name)),
        read.error
            .message
            .iter()
            .map(|message| words!("it says: {}", wire(message)))
            .collect(),
        vec!["the signature is not what is wrong: give the argument a value that the operation takes".into()],
    ))
}

fn malformed(headline: Words, notes: Vec<Words>, help: &'static str) -> Diagnostic {
    finding(Code::ClaimMalformed, headline, notes, vec![help.into()])
}

/// Which part of a claim is empty.
fn empty_part(authorization: &[u8]) -> Option<&'static str> {
    let text = authorization.trim_ascii();
    if let Some(parts) = credential(text) {
        let names = ["access key id", "date", "region", "product"];
        let mut all = names.into_iter().zip(parts);
        return all.find_map(|(name, part)| part.trim_ascii().is_empty().then_some(name));
    }
    let claim = text.strip_prefix(b"OSS ")?;
    let colon = claim.iter().position(|&byte| byte == b':')?;
    let (id, signature) = (claim[..colon].trim_ascii(), claim[colon + 1..].trim_ascii());
    match (id.is_empty(), signature.is_empty()) {
        (true, _) => Some("access key id"),
        (false, true) => Some("signature"),
        (false, false) => None,
    }
}

fn region(authorization: &[u8]) -> Option<&[u8]> {
    credential(authorization)?.get(2).copied()
}

/// The parts of `Credential=ID/DATE/REGION/PRODUCT/END`.
fn credential(authorization: &[u8]) -> Option<Vec<&[u8]>> {
    let mark = b"Credential=";
    let at = authorization.windows(mark.len()).position(|window| window == mark)?;
    let rest = &authorization[at + mark.len()..];
    let end = rest.iter().position(|byte| b", ".contains(byte)).unwrap_or(rest.len());
    Some(rest[..end].split(|&byte| byte == b'/').collect())
}

/// Numbers that say which part it is (the pages of the numbers): number, headline, what to do.
const BY_NUMBER: &[(&str, &str, &str)] = &[
    (
        "0002-00000063",
        "the access key id in Authorization is empty",
        NO_CREDENTIALS,
    ),
    (
        "0002-00000064",
        "the access key id in Authorization has characters that no id has, as a blank",
        "configure the access key id as issued, without blanks, quotes or line ends",
    ),
    (
        "0002-00000065",
        "the signature in Authorization is empty",
        "look at the code that signs: it made no text, often because it had no secret",
    ),
    (
        "0002-00000072",
        "OSSAccessKeyId of the signed URL is empty",
        NO_CREDENTIALS,
    ),
    (
        "0002-00000226",
        "the region in the claim is not the endpoint's",
        "set the client's region to that of the endpoint, without `oss-`, such as `cn-hangzhou`",
    ),
    (
        "0002-00000214",
        "x-oss-content-sha256 is not UNSIGNED-PAYLOAD",
        "send `x-oss-content-sha256: UNSIGNED-PAYLOAD`, and sign that",
    ),
];
