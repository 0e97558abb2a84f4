//! The key of V1.

use crate::secret::Secret;
use crate::verify::Keyed;

/// The secret as it is, for HMAC-SHA1 ("Include a V1 signature in the Authorization header").
#[must_use]
pub fn key(secret: &Secret) -> Keyed {
    Keyed::sha1(secret.expose())
}
