//! The code that somebody meant who wrote another.

use super::Code;

/// The code with the fewest edits between it and a text, when these are few for its length; else the
/// first that begins so.
pub(super) fn nearest(text: &str) -> Option<Code> {
    let text = text.to_ascii_lowercase().replace('_', "-");
    let distances = Code::ALL.into_iter().filter_map(|code| {
        let most = code.name().len() / CHARACTERS_AN_EDIT;
        let distance = within(text.as_bytes(), code.name().as_bytes(), most)?;
        Some((distance, code))
    });
    let nearest = distances.min().map(|(_, code)| code);
    let begun = |code: &Code| text.len() >= LEAST_BEGINNING && code.name().starts_with(&text);
    nearest.or_else(|| Code::ALL.into_iter().find(begun))
}

/// How many insertions, deletions and replacements of bytes make one text the other (Levenshtein's
/// distance), if not more than `most`.
pub(crate) fn within(left: &[u8], right: &[u8], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, byte) in left.iter().enumerate() {
        let mut diagonal = at;
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(byte != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().filter(|&distance| distance <= most)
}

/// A beginning of so many characters is taken for the code it begins.
const LEAST_BEGINNING: usize = 5;

/// One edit is close for every so many characters of a code.
const CHARACTERS_AN_EDIT: usize = 4;
