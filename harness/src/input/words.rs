//! Words of the service's that stand in any text.

use super::server_error::find;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A code of a refusal, as `SignatureDoesNotMatch`.
    Code,
    /// A number for the cause, as `0002-00000040`.
    Number,
    /// The id of a request.
    RequestId,
    /// A host of the service's.
    Host,
}

/// The words of the service's in a text, in their order.
pub(super) fn words(text: &[u8]) -> impl Iterator<Item = (Word, String)> {
    let all = text.split(|byte| !byte.is_ascii_alphanumeric() && !b"-.".contains(byte));
    all.filter_map(|word| {
        let word = trimmed(word);
        let kind = if is_code(bare(word)) {
            Word::Code
        } else if is_number(word) {
            Word::Number
        } else if is_request_id(word) {
            Word::RequestId
        } else if word.ends_with(b".aliyuncs.com") {
            Word::Host
        } else {
            return None;
        };
        let word = if kind == Word::Code { bare(word) } else { word };
        Some((kind, String::from_utf8_lossy(word).into_owned()))
    })
}

/// Without the marks of a sentence.
fn trimmed(mut word: &[u8]) -> &[u8] {
    while let Some(rest) = word.strip_suffix(b".").or_else(|| word.strip_suffix(b"-")) {
        word = rest;
    }
    while let Some(rest) = word.strip_prefix(b".").or_else(|| word.strip_prefix(b"-")) {
        word = rest;
    }
    word
}

/// A code as SDKs name their errors after it: `SignatureDoesNotMatchError`, `oss.SignatureDoesNotMatch`.
fn bare(word: &[u8]) -> &[u8] {
    let word = word.rsplit(|&byte| byte == b'.').next().unwrap_or(word);
    ["Error", "Exception"]
        .iter()
        .find_map(|end| word.strip_suffix(end.as_bytes()))
        .filter(|bare| is_code(bare))
        .unwrap_or(word)
}

fn is_code(word: &[u8]) -> bool {
    CODES.iter().any(|code| code.as_bytes() == word)
}

/// `0002-00000040`.
fn is_number(word: &[u8]) -> bool {
    let digit = |(at, byte): (usize, &u8)| at == 4 || byte.is_ascii_digit();
    word.len() == 13 && find(word, b"-") == Some(4) && word.iter().enumerate().all(digit)
}

/// 24 hex digits in upper case.
fn is_request_id(word: &[u8]) -> bool {
    let hex = |byte: &u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte);
    word.len() == 24 && word.iter().all(hex)
}

/// Codes of refusals that have to do with signatures ("OSS error responses"). `AccessForbidden` comes before what its
/// message repeats.
const CODES: [&str; 16] = [
    "SignatureDoesNotMatch",
    "RequestTimeTooSkewed",
    "InvalidAccessKeyId",
    "AccessDenied",
    "AccessForbidden",
    "SecondLevelDomainForbidden",
    "InvalidSecurityToken",
    "SecurityTokenExpired",
    "AccessKeyIdAndSecurityTokenNotMatch",
    "MalformedPOSTRequest",
    "InvalidArgument",
    "InvalidPolicyDocument",
    "AuthorizationHeaderMalformed",
    "RequestExpired",
    "InvalidBucketName",
    "MissingSecurityHeader",
];
