//! The other hash under the right secret.

use mock_oss::verify::scheme::{KeyRule, StageCount};
use mock_oss::verify::{Keyed, Scheme};

/// The secret keyed for the hash that the scheme does not take, and what is said of such a signature;
/// `None` where the key is derived with the hash that the canonical request has, too.
pub(crate) fn other_hash(scheme: Scheme, secret: &[u8]) -> Option<(Keyed, String)> {
    let (own, other) = (scheme.mac(), scheme.mac().other());
    let words = match (scheme.key_rule(), scheme.stages()) {
        (KeyRule::Secret, _) => format!("the signature is an {other}; {} takes {own}", scheme.subject()),
        (KeyRule::Derived(_), StageCount::One) => format!("the signature is an {other}, as V1 takes it"),
        (KeyRule::Derived(_), StageCount::Two) => return None,
    };
    Some((other.keyed(secret), words))
}
