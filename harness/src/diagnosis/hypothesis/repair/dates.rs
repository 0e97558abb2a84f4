//! Heads without a date, or with one that cannot be read.

use super::Repair;
use crate::diagnosis::case::World;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::cost::Cost;

/// The present moment as a date; the search looks around it.
pub(super) fn missing(world: &World<'_>) -> Vec<Repair> {
    ["Date", "x-oss-date"]
        .map(|name| Repair {
            steps: vec![Step::FieldInsert {
                name: name.as_bytes().to_vec(),
                value: rfc1123(world),
            }],
            cost: COST,
        })
        .to_vec()
}

/// The field that counts, with the present moment in it; and `Date` without `x-oss-date`.
pub(super) fn unreadable(world: &World<'_>) -> Vec<Repair> {
    let mut all = Vec::new();
    let own: Vec<_> = world.received.named("x-oss-date").collect();
    let counting = own.first().copied().or_else(|| world.received.named("date").next());
    if let Some(field) = counting {
        all.push(Repair {
            steps: vec![Step::FieldSet(field.index(), rfc1123(world))],
            cost: COST,
        });
    }
    if !own.is_empty() {
        let steps = own.iter().map(|field| Step::FieldRemove(field.index())).collect();
        all.push(Repair { steps, cost: COST });
    }
    all
}

fn rfc1123(world: &World<'_>) -> Vec<u8> {
    world.now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string().into_bytes()
}

const COST: Cost = 3;
