//! The client put its whole string together in another way.

mod escapes;
mod kind;
mod lines;
mod order;
mod table;

pub(crate) use self::kind::Variation;
pub(crate) use self::table::ALL;
use crate::diagnosis::hypothesis::cost::{Cost, KNOWN};

/// The cost of the cheapest one.
pub(crate) const FLOOR: Cost = KNOWN;

/// What is tried here, in words.
pub(crate) const WORDS: &str =
    "how a client may put its string together: line ends, sort orders, names as sent, lines missing or too many";
