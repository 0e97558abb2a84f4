//! What a form's signature covers ("PostObject", "A V4 signature in a PostObject request").

use crate::verify::{Address, Canonical, Line, Presented, Provenance, Rule, Slot};
use crate::wire::Received;

/// The base64 text of the policy as sent, and nothing else: V4 has no canonical request here, no scope
/// and no time in the string to sign.
pub(in crate::verify) fn build(_: &Received, presented: &Presented, _: &Address) -> Canonical {
    let policy = presented.policy.clone().unwrap_or_default();
    Canonical::single(vec![Line::new(
        policy,
        Rule::Policy,
        Provenance::Presented(Slot::Policy),
    )])
}
