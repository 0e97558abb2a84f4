//! The key of a V4 signature.

use std::fmt;

use super::{
    super::mac,
    scope::{Scope, TERMINATOR},
};

/// A key that signs within one scope.
#[derive(Clone)]
pub struct SigningKey([u8; 32]);

impl SigningKey {
    /// Four MACs in a row: day, region, product, terminator (ali-oss 6.23.0
    /// `lib/common/signUtils.js`, `getSignatureV4`).
    #[must_use]
    pub fn derive(secret: &[u8], scope: &Scope) -> Self {
        let first = [b"aliyun_v4", secret].concat();
        let day = mac::sha256(&first, &scope.day);
        let region = mac::sha256(&day, &scope.region);
        let product = mac::sha256(&region, scope.product);
        Self(mac::sha256(&product, TERMINATOR))
    }

    /// A derived key that is known.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The signature of `text`, in hexadecimal.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        mac::sha256_hex(&self.0, text)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}
