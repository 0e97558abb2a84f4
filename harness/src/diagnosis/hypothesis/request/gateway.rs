//! Signed fields that a gateway's own log has in the head as it came, and not, or otherwise, in the one that it sent on.

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::EVERYDAY;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};

pub(crate) const FAMILY: Family = Family {
    words: "fields as they came to a gateway, where its log shows them",
    floor: EVERYDAY,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let Some(before) = &case.world.evidence.before_gateway else {
        return;
    };
    for field in before.fields().filter(|field| !field.is("host")) {
        let (name, value) = (field.name().to_ascii_lowercase(), field.value());
        let lower = String::from_utf8_lossy(&name);
        let sent_on = case.received().named(&lower).next();
        let change = match &sent_on {
            None => Change::Request(Step::FieldInsert {
                name: name.clone(),
                value: value.to_vec(),
            }),
            Some(sent) if sent.value() != value => case.replacement(sent, &value),
            Some(_) => continue,
        };
        proposals.add(Proposal {
            cost: EVERYDAY,
            texts: case.texts(&name, Some(&value)),
            changes: vec![change],
        });
    }
}
