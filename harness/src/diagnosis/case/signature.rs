//! What a text is that is no signature.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use mock_oss::verify::scheme::Spelling;
use mock_oss::verify::{Mac, Scheme};

use crate::diagnosis::Code;
use crate::words::{Words, words};

/// The finding: of a text with blanks and nothing joined to it, that each stands for a `+`.
pub(crate) fn code(text: &[u8]) -> Code {
    if text.contains(&b' ') && !text.contains(&b',') {
        Code::SignaturePlusLost
    } else {
        Code::SignatureMalformed
    }
}

/// What a text is that is no signature of the scheme, as far as its characters tell.
pub(crate) fn kind(scheme: Scheme, text: &[u8]) -> Option<Words> {
    let (name, spelling) = (scheme.name(), scheme.signature_spelling());
    let takes = words!("{} takes {}", name, spelling.name());
    let is_hex = spelling == Spelling::Hex;
    let digits = |text: &[u8]| HEXLOWER_PERMISSIVE.decode(text).is_ok_and(|mac| is_mac(mac.len()));
    let base64 = BASE64.decode(text).ok();
    Some(if text.contains(&b',') {
        "something is joined to it behind a comma, as where two `Authorization` fields become one".into()
    } else if text.contains(&b' ') {
        "it has a blank, which is what an unencoded `+` of a URL becomes".into()
    } else if text.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        "it has a line end in it".into()
    } else if text.contains(&b'%') {
        "it is percent-encoded".into()
    } else if is_hex && digits(text) {
        "its hexadecimal digits are in upper case".into()
    } else if digits(text) {
        words!("it is in hexadecimal, where {}", takes)
    } else if base64.as_deref().is_some_and(digits) {
        words!("it is base64 of hexadecimal digits, where {} of the MAC's bytes", takes)
    } else if is_hex && base64.as_ref().is_some_and(|mac| is_mac(mac.len())) {
        words!("it is in base64, where {}", takes)
    } else if base64
        .as_ref()
        .is_some_and(|mac| mac.len() == scheme.mac().other().length())
    {
        let (own, other) = (scheme.mac(), scheme.mac().other());
        words!(
            "it has the length of an {} ({} bytes), where {} takes {} ({} bytes)",
            other.name(),
            other.length(),
            name,
            own.name(),
            own.length()
        )
    } else {
        return None;
    })
}

/// HMAC-SHA1 or HMAC-SHA256, in bytes.
fn is_mac(length: usize) -> bool {
    length == Mac::Sha1.length() || length == Mac::Sha256.length()
}
