//! The key of V4.

use crate::secret::Secret;
use crate::verify::Keyed;
use crate::verify::scheme::{Derivation, KeyRule, Scope};

/// From `aliyun_v4` and the secret to `aliyun_v4_request` ("Include a V4 signature in the Authorization
/// header (recommended)").
pub const DERIVATION: Derivation = Derivation {
    prefix: "aliyun_v4",
    terminator: super::TERMINATOR,
};

pub(super) const KEY: KeyRule = KeyRule::Derived(DERIVATION);

/// The key of a day, a region and a product.
#[must_use]
pub fn signing_key(secret: &Secret, scope: &Scope) -> Keyed {
    DERIVATION.key(secret.expose(), scope)
}
