//! A listed header that did not arrive.

use super::{COST, Repair};
use crate::diagnosis::case::World;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::volatile::values;

/// The header with each value that it is known to have when clients list it.
pub(super) fn repairs(world: &World<'_>, name: &str) -> Vec<Repair> {
    let inserted = |value: Vec<u8>| Repair {
        steps: vec![Step::FieldInsert {
            name: name.as_bytes().to_vec(),
            value,
        }],
        cost: COST,
    };
    let mut all: Vec<Repair> = values(world, name).into_iter().map(inserted).collect();
    let respelled = name.replace('_', "-");
    for field in world.received.named(&respelled).filter(|_| respelled != name) {
        all.push(Repair {
            steps: vec![Step::FieldRename(field.index(), name.as_bytes().to_vec())],
            cost: COST,
        });
    }
    all
}
