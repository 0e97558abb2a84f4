//! The other hash under the right secret.

use mock_oss::verify::scheme::{KeyRule, StageCount};
use mock_oss::verify::{Keyed, Scheme};

use crate::words::{Words, words};

/// The secret keyed for the hash that the scheme does not take, and what is said of such a signature;
/// `None` where the key is derived with the hash that the canonical request has, too.
pub(crate) fn other_hash(scheme: Scheme, secret: &[u8]) -> Option<(Keyed, Words)> {
    let (own, other) = (scheme.mac(), scheme.mac().other());
    let words = match (scheme.key_rule(), scheme.stages()) {
        (KeyRule::Secret, _) => words!(
            "the signature is an {}; {} takes {}",
            other.name(),
            Words::joined(scheme.subject(), ""),
            own.name()
        ),
        (KeyRule::Derived(_), StageCount::One) => words!("the signature is an {}, as V1 takes it", other.name()),
        (KeyRule::Derived(_), StageCount::Two) => return None,
    };
    Some((other.keyed(secret), words))
}
