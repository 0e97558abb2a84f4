//! Keys that may have been used.

use mock_oss::verify::Keyed;

use crate::diagnosis::case::Texts;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::hypothesis::cost::Cost;

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
