//! The other scheme's hash under the right secret.

use mock_oss::verify::{Keyed, Scheme};

/// The secret keyed for the hash that the scheme does not take, and what is said of such a signature;
/// `None` for V4 in header and URL, whose key is derived with the hash itself.
pub(crate) fn other_hash(scheme: Scheme, secret: &[u8]) -> Option<(Keyed, &'static str)> {
    Some(match scheme {
        Scheme::V1Header | Scheme::V1Url => (
            Keyed::sha256(secret),
            "the signature is an HMAC-SHA256; V1 takes HMAC-SHA1",
        ),
        Scheme::PostV1 => (
            Keyed::sha256(secret),
            "the signature is an HMAC-SHA256; a V1 form takes HMAC-SHA1",
        ),
        Scheme::V2Header | Scheme::V2Url => (
            Keyed::sha1(secret),
            "the signature is an HMAC-SHA1; V2 takes HMAC-SHA256",
        ),
        Scheme::PostV4 => (Keyed::sha1(secret), "the signature is an HMAC-SHA1, as V1 takes it"),
        Scheme::V4Header | Scheme::V4Url => return None,
    })
}
