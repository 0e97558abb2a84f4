//! Signatures whose text is none of the scheme's.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use mock_oss::verify::Scheme;

use super::exchanged::{ROTATE, key_of_secret};
use super::places::{at_fields, at_parameters};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::{Code, Diagnostic, Severity};

/// What about the text keeps it from being a MAC of the scheme.
pub(super) fn malformed(world: &World<'_>, case: &Case<'_>) -> Diagnostic {
    let text = &case.examination.presented.signature.text;
    let scheme = case.scheme();
    let mut labels = at_fields(world.received, "authorization", "its signature");
    labels.extend(at_parameters(world.received, "Signature", "this signature"));
    labels.extend(at_parameters(world.received, "x-oss-signature", "this signature"));
    let expected = if is_hex(scheme) {
        "64 lower-case hexadecimal digits"
    } else {
        "canonical base64 of a MAC"
    };
    let mut told = Diagnostic {
        code: code(text),
        severity: Severity::Error,
        headline: format!("the signature is not {expected}"),
        labels,
        notes: vec![kind(scheme, text).unwrap_or_else(|| format!("it is {} bytes long", text.len()))],
        help: vec![help(scheme, text).to_owned()],
    };
    if let Some(id) = key_of_secret(world.keyring, text) {
        told.notes = vec![format!("it is the secret of the access key `{id}` itself")];
        told.help = vec![
            "sign with the secret, and send what comes out".to_owned(),
            ROTATE.to_owned(),
        ];
    }
    told
}

/// The finding: of a text with blanks and nothing joined to it, that each stands for a `+`.
pub(in crate::diagnosis) fn code(text: &[u8]) -> Code {
    if text.contains(&b' ') && !text.contains(&b',') {
        Code::SignaturePlusLost
    } else {
        Code::SignatureMalformed
    }
}

/// What a text is that is no signature of the scheme, as far as its characters tell.
pub(in crate::diagnosis) fn kind(scheme: Scheme, text: &[u8]) -> Option<String> {
    let takes = if is_hex(scheme) {
        "V4 takes hexadecimal"
    } else if matches!(scheme, Scheme::V2Header | Scheme::V2Url) {
        "V2 takes base64"
    } else {
        "V1 takes base64"
    };
    let digits = |text: &[u8]| HEXLOWER_PERMISSIVE.decode(text).is_ok_and(|mac| is_mac(mac.len()));
    let base64 = BASE64.decode(text).ok();
    Some(if text.contains(&b',') {
        "something is joined to it behind a comma, as where two `Authorization` fields become one".to_owned()
    } else if text.contains(&b' ') {
        "it has a blank, which is what an unencoded `+` of a URL becomes".to_owned()
    } else if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        "it has a line end in it".to_owned()
    } else if text.contains(&b'%') {
        "it is percent-encoded".to_owned()
    } else if is_hex(scheme) && digits(text) {
        "its hexadecimal digits are in upper case".to_owned()
    } else if digits(text) {
        format!("it is in hexadecimal, where {takes}")
    } else if base64.as_deref().is_some_and(digits) {
        format!("it is base64 of hexadecimal digits, where {takes} of the MAC's bytes")
    } else if is_hex(scheme) && base64.as_ref().is_some_and(|mac| is_mac(mac.len())) {
        format!("it is in base64, where {takes}")
    } else if base64.as_ref().is_some_and(|mac| mac.len() == 32) {
        "it has the length of an HMAC-SHA256 (32 bytes), where V1 takes HMAC-SHA1 (20 bytes)".to_owned()
    } else {
        return None;
    })
}

fn help(scheme: Scheme, text: &[u8]) -> &'static str {
    match scheme {
        _ if text.contains(&b',') => "send one `Authorization` field with OSS's value alone",
        Scheme::PostV4 | Scheme::V4Header | Scheme::V4Url => "send the MAC as 64 lower-case hexadecimal digits",
        Scheme::V1Url | Scheme::V2Url => {
            "send base64 of the MAC's bytes, in one line, and percent-encode it in the URL: `+` as `%2B`"
        }
        Scheme::PostV1 | Scheme::V1Header | Scheme::V2Header => {
            "send base64 of the MAC's bytes, in one line and without percent escapes: it is in no URL"
        }
    }
}

/// V4 writes its MAC in hexadecimal, the others in base64.
fn is_hex(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::V4Header | Scheme::V4Url | Scheme::PostV4)
}

/// HMAC-SHA1 or HMAC-SHA256, in bytes.
fn is_mac(length: usize) -> bool {
    matches!(length, 20 | 32)
}
