//! Asking all families.

use super::{FAMILIES, keys};
use crate::diagnosis::case::Case;
use crate::diagnosis::search::ideas::Ideas;
use crate::diagnosis::search::proposal::{Cost, Proposals};

/// What the families whose cheapest proposal costs at most `ceiling` say of a head, and the keys.
pub(crate) fn ask(case: &Case<'_>, ceiling: Cost) -> Ideas {
    let mut proposals = Proposals::up_to(ceiling);
    for family in FAMILIES.iter().filter(|family| family.floor <= ceiling) {
        (family.propose)(case, &mut proposals);
    }
    Ideas {
        proposals: proposals.into_vec(),
        keys: keys::variants(case, ceiling),
    }
}
