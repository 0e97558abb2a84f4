//! The key of V2.

use crate::secret::Secret;
use crate::verify::Keyed;

/// The secret as it is, for HMAC-SHA256 (oss2 2.19.1, `oss2/auth.py`).
#[must_use]
pub fn key(secret: &Secret) -> Keyed {
    Keyed::sha256(secret.expose())
}
