//! The server's decoding of paths and queries.

use std::borrow::Cow;

use memchr::memchr2;

/// Percent-decodes a path: `%2F` becomes `/`, and `+` becomes a space.
///
/// That `+` is a space in an OSS path shows in the Ruby SDK, which form-encodes keys and signs them
/// raw (aliyun/aliyun-oss-ruby-sdk 0.8.0, `lib/aliyun/oss/http.rb`), and in ali-oss, which forces a
/// literal plus to `%2B` (ali-oss 6.23.0, `lib/common/client/getReqUrl.js`). One third-party signer
/// claims the contrary; every other SDK sends `%20` and `%2B` and never meets the question.
///
/// An incomplete escape stays as it is.
#[must_use]
pub fn percent_decode(path: &[u8]) -> Vec<u8> {
    decode(path).into_owned()
}

/// Decodes a query name or value: `+` is a space, then percent escapes.
///
/// oss2 sends spaces as `+` and a literal plus as `%2B` in all its signature versions (oss2 2.19.1,
/// seen on the wire).
#[must_use]
pub fn query_decode(text: &[u8]) -> Vec<u8> {
    decode(text).into_owned()
}

/// The rule both follow; text without escapes is lent.
pub(in crate::verify) fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr2(b'+', b'%', text).is_none() {
        return Cow::Borrowed(text);
    }
    if !text.contains(&b'+') {
        return percent_encoding::percent_decode(text).into();
    }
    let spaced: Vec<u8> = text
        .iter()
        .map(|&byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    Cow::Owned(percent_encoding::percent_decode(&spaced).collect())
}

/// Bytes as text, U+FFFD for what is no UTF-8. They nearly always are, which is sooner seen than mended.
pub(in crate::verify) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
