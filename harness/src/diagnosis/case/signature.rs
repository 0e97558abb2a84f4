//! What a text is that is no signature.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use mock_oss::verify::Scheme;

use crate::diagnosis::Code;

/// The finding: of a text with blanks and nothing joined to it, that each stands for a `+`.
pub(crate) fn code(text: &[u8]) -> Code {
    if text.contains(&b' ') && !text.contains(&b',') {
        Code::SignaturePlusLost
    } else {
        Code::SignatureMalformed
    }
}

/// What a text is that is no signature of the scheme, as far as its characters tell.
pub(crate) fn kind(scheme: Scheme, text: &[u8]) -> Option<String> {
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

/// V4 writes its MAC in hexadecimal, the others in base64.
pub(crate) fn is_hex(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::V4Header | Scheme::V4Url | Scheme::PostV4)
}

/// HMAC-SHA1 or HMAC-SHA256, in bytes.
fn is_mac(length: usize) -> bool {
    matches!(length, 20 | 32)
}
