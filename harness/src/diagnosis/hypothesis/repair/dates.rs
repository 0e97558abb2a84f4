//! Heads without a date, or with one that cannot be read.

use super::Repair;
use crate::diagnosis::case::World;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::transformation::date::{read, rfc1123 as printed};

/// The present moment as a date; the search looks around it.
pub(super) fn missing(world: &World<'_>) -> Vec<Repair> {
    ["Date", "x-oss-date"]
        .map(|name| Repair {
            steps: vec![Step::FieldInsert {
                name: name.as_bytes().to_vec(),
                value: printed(world.now),
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
        let meant = read(&field.value()).map(|at| Step::FieldSet(field.index(), printed(at)));
        all.extend(meant.map(|step| Repair {
            steps: vec![step],
            cost: COST,
        }));
        all.push(Repair {
            steps: vec![Step::FieldSet(field.index(), printed(world.now))],
            cost: COST,
        });
    }
    if !own.is_empty() {
        let steps = own.iter().map(|field| Step::FieldRemove(field.index())).collect();
        all.push(Repair { steps, cost: COST });
    }
    all
}

const COST: Cost = 3;
