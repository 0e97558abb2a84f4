//! Percent-encoding, as the signers do it and as the SDKs write URLs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but letters, digits and `-_.~`, in upper-case hexadecimal.
///
/// ali-oss 6.23.0 `lib/common/utils/encodeString.js`; oss2 2.19.1 `oss2/auth.py`, `v2_uri_encode`
/// and `__v4_uri_encode`; alibabacloud-oss-v2 1.4.1 `signer/v4.py`, through `urllib.parse.quote`.
#[must_use]
pub fn component(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The same with slashes left alone: the resource of V4 (`getCanonicalRequest` in ali-oss 6.23.0
/// `lib/common/signUtils.js` puts them back).
#[must_use]
pub fn path(text: &str) -> String {
    utf8_percent_encode(text, RESERVED_BUT_SLASH).to_string()
}

/// A name or value as Node writes it into a query (`querystring.stringify`, behind `url.format`):
/// `!'()*` stay as well.
#[must_use]
pub fn node_query(text: &str) -> String {
    utf8_percent_encode(text, NODE_QUERY).to_string()
}

/// A key's path as `encodeURIComponent` writes it, a segment at a time.
#[must_use]
pub fn node_path(text: &str) -> String {
    utf8_percent_encode(text, NODE_PATH).to_string()
}

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const RESERVED_BUT_SLASH: &AsciiSet = &RESERVED.remove(b'/');
const NODE_QUERY: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');
const NODE_PATH: &AsciiSet = &NODE_QUERY.remove(b'/');
