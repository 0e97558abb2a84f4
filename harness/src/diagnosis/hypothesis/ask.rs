//! Asking all families.

use super::{FAMILIES, keys};
use crate::diagnosis::case::Case;
use crate::diagnosis::search::ideas::Ideas;
use crate::diagnosis::search::proposal::{Cost, Proposals};

/// What the families whose cheapest proposal costs at most `ceiling` say of a head until it `is_late`,
/// and the keys.
pub(crate) fn ask(case: &Case<'_>, ceiling: Cost, is_late: &dyn Fn() -> bool) -> Ideas {
    let mut proposals = Proposals::up_to(ceiling, is_late);
    for family in FAMILIES.iter().filter(|family| family.floor <= ceiling) {
        (family.propose)(case, &mut proposals);
    }
    let (proposals, is_cut) = proposals.into_parts();
    Ideas {
        proposals,
        is_cut,
        keys: keys::variants(case, ceiling),
    }
}
