//! What a form's signature covers ("PostObject", "A V4 signature in a PostObject request").

use crate::verify::canonical::lines::{Lines, Stages};
use crate::verify::{Presented, Provenance, Rule, Slot};

/// The base64 text of the policy as sent, and nothing else: V4 has no canonical request here, no scope
/// and no time in the string to sign.
pub(in crate::verify) fn build<L: Lines>(presented: &Presented) -> Stages<L> {
    let mut lines = L::default();
    let policy = presented.policy.as_deref().unwrap_or_default();
    lines.line(Rule::Policy, policy, || Provenance::Presented(Slot::Policy));
    Stages::single(lines)
}
