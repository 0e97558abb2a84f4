//! What a form's signature covers ("PostObject", "A V4 signature in a PostObject request").

use crate::verify::canonical::lines::{Lines, Stages};
use crate::verify::{Address, Presented, Provenance, Rule, Slot};
use crate::wire::Received;

/// The base64 text of the policy as sent, and nothing else: V4 has no canonical request here, no scope
/// and no time in the string to sign.
pub(in crate::verify) fn build<L: Lines>(_: &Received, presented: &Presented, _: &Address) -> Stages<L> {
    let mut lines = L::default();
    let policy = presented.policy.as_deref().unwrap_or_default();
    lines.line(Rule::Policy, policy, || Provenance::Presented(Slot::Policy));
    Stages::single(lines)
}
