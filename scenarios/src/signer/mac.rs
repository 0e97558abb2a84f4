//! Keyed hashes and how they are written.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// HMAC-SHA1 in base64: V1.
#[must_use]
pub fn sha1_base64(secret: &[u8], text: &str) -> String {
    STANDARD.encode(keyed::<Hmac<Sha1>>(secret).chain_update(text).finalize().into_bytes())
}

/// HMAC-SHA256 in base64: V2.
#[must_use]
pub fn sha256_base64(secret: &[u8], text: &str) -> String {
    STANDARD.encode(sha256(secret, text))
}

/// HMAC-SHA256 in lower-case hexadecimal: V4.
#[must_use]
pub fn sha256_hex(key: &[u8], text: &str) -> String {
    HEXLOWER.encode(&sha256(key, text))
}

/// HMAC-SHA256, for deriving keys.
#[must_use]
pub fn sha256(key: &[u8], text: &str) -> [u8; 32] {
    keyed::<Hmac<Sha256>>(key)
        .chain_update(text)
        .finalize()
        .into_bytes()
        .into()
}

/// SHA-256 without a key, in lower-case hexadecimal: the canonical request's line.
#[must_use]
pub fn digest_hex(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text))
}

fn keyed<M: KeyInit>(key: &[u8]) -> M {
    M::new_from_slice(key).expect("HMAC takes a key of any length")
}
