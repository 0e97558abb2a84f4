//! Who made a difference, as far as the evidence goes.

mod clients;
mod upstream;

use super::case::Case;
use super::{Attribution, Edit};

/// The author of an edit, from the head alone and from the download's response where it is given.
pub(super) fn author(case: &Case<'_>, edits: &[Edit], at: usize) -> Option<Attribution> {
    let edit = edits.get(at)?;
    upstream::author(case, edits, edit).or_else(|| clients::author(case, edit))
}
