//! The other hash under the right secret.

use mock_oss::verify::scheme::{KeyRule, StageCount};

use super::variant::{KeyVariant, Likeness};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::Texts;
use crate::diagnosis::hypothesis::cost::KNOWN;
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::{Code, Element};
use crate::words::{Words, words};

/// The secret keyed for the hash that the scheme does not take; `None` where the key is derived with the
/// hash that the canonical request has, too.
pub(super) fn other_hash(case: &Case<'_>, secret: &[u8]) -> Option<KeyVariant> {
    let scheme = case.scheme();
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
    Some(KeyVariant {
        cost: KNOWN,
        keyed: other.keyed(secret),
        texts: Texts::new(),
        changes: key(Code::SignatureMalformed, Element::Secret, words).alone(),
        likeness: Likeness::Seen,
    })
}
