//! The key of V2.

use crate::verify::scheme::KeyRule;

/// The secret as it is (oss2 2.19.1, `oss2/auth.py`).
pub(super) const KEY: KeyRule = KeyRule::Secret;
