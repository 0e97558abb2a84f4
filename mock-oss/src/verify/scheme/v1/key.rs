//! The key of V1.

use crate::verify::scheme::KeyRule;

/// The secret as it is ("Include a V1 signature in the Authorization header").
pub(super) const KEY: KeyRule = KeyRule::Secret;
