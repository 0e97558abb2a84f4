//! How ali-oss orders parameter names under V4: `a.localeCompare(b)`.

use std::cmp::Ordering;

/// The order of `String.prototype.localeCompare` for names of printable ASCII, as Node.js 20.20.2
/// has it: marks before digits before letters, and case counts only between words that are equal
/// otherwise, small before capital.
///
/// Letters beyond ASCII come after all others, in the order of their code points; the real order
/// would take the tables of ICU.
#[must_use]
pub fn locale_compare(one: &str, other: &str) -> Ordering {
    let ranks = |text: &str| text.chars().map(rank).collect::<Vec<_>>();
    let capitals = |text: &str| text.chars().map(|c| c.is_ascii_uppercase()).collect::<Vec<_>>();
    ranks(one)
        .cmp(&ranks(other))
        .then_with(|| capitals(one).cmp(&capitals(other)))
}

fn rank(c: char) -> u32 {
    let small = c.to_ascii_lowercase();
    let place = ORDER.chars().zip(0..).find(|(known, _)| *known == small);
    place.map_or_else(|| u32::from(small) + 0x100, |(_, place)| place)
}

/// Printable ASCII without capitals, sorted by `localeCompare`.
const ORDER: &str = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
