//! Keys that may have been used.

use mock_oss::verify::Keyed;

use super::proposal::{Change, Cost};
use super::purse::Purse;
use crate::diagnosis::case::Texts;

/// Another key, or another scope to derive it for.
#[derive(Debug, Clone)]
pub(crate) struct KeyVariant {
    /// What it costs.
    pub(crate) cost: Cost,
    /// The keyed MAC.
    pub(crate) keyed: Keyed,
    /// Lines of the last stage that differ with it.
    pub(crate) texts: Texts,
    /// What it stands for.
    pub(crate) changes: Vec<Change>,
}

impl KeyVariant {
    /// What may be spent on changes beside the key; `None` when the key is out of reach.
    pub(crate) fn purse(&self, cost: Cost, edits: usize) -> Option<Purse> {
        Some(Purse {
            cost: cost.checked_sub(self.cost)?,
            edits: edits.checked_sub(self.changes.len())?,
        })
    }
}
