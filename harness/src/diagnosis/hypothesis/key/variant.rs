//! Keys that may have been used.

use mock_oss::verify::Keyed;

use crate::diagnosis::case::Texts;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::hypothesis::cost::Cost;

/// Whether a key's secret is one that was seen to be taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It was.
    Seen,
    /// It is any thing that software makes of a text.
    Any,
}

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
    /// Whether it was seen.
    pub(crate) likeness: Likeness,
}
