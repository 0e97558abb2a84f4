//! The right string under the right secret, with another scheme's hash.

use data_encoding::BASE64;
use mock_oss::verify::Digest;

use super::edits::from_note;
use crate::diagnosis::case::Case;
use crate::diagnosis::hypothesis::key as keys;
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::{Code, Confidence, Element, Explanation, Space};

/// The explanation of a signature that is too long or too short for its scheme, where the other hash
/// makes it.
pub(crate) fn other_hash(case: &Case<'_>) -> Option<Explanation> {
    let bytes = BASE64.decode(&case.examination.presented.signature.text).ok()?;
    let secret = case.credential()?.secret.expose();
    let (keyed, words) = keys::other_hash(case.scheme(), secret)?;
    let string = case.examination.canonical.string_to_sign().bytes();
    let holds = keyed.verifies(&string, &Digest::new(&bytes)?);
    holds.then(|| Explanation {
        confidence: Confidence::Proven,
        space: Space::Key,
        lines: Vec::new(),
        edits: vec![from_note(key(Code::SignatureMalformed, Element::Secret, words))],
        is_smallest: true,
    })
}
