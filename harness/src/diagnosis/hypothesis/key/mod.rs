//! Another key was used, or the key was derived in another way.

mod derivations;
mod other_hash;
mod regions;
mod secrets;
mod slip;
mod slips;
mod spellings;
mod unknown_id;
mod variant;
mod variants;

pub(crate) use self::slips::{LONGEST_STRING, slipped};
pub(crate) use self::unknown_id::for_unknown_id;
pub(crate) use self::variant::{KeyVariant, Likeness};
pub(crate) use self::variants::variants;
use super::cost::{Cost, KNOWN};

/// What is tried here, in words.
pub(crate) const WORDS: &str = "variants of the secret: blanks, quotes, byte order mark, id and secret exchanged, \
    percent and base64 forms, the other known keys, \
    keys for other scopes, and one slip of the hand in it";

/// The cost of the cheapest one.
pub(crate) const FLOOR: Cost = KNOWN;
