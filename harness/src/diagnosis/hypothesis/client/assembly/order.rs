//! Header lines in other orders and spellings.

use mock_oss::wire::Field;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};

pub(super) fn sort_headers(layout: &mut Layout, key: impl Fn(&[u8]) -> Vec<u8>) {
    sort_block(layout, |piece| match &piece.key {
        PieceKey::Header(name) => key(name),
        _ => Vec::new(),
    });
}

pub(super) fn sort_lines(layout: &mut Layout) {
    sort_block(layout, |piece| match (&piece.text, &piece.key) {
        (Some(text), _) => text.clone(),
        // Room for a line that may be proposed.
        (None, PieceKey::Header(name)) => [name, b":".as_slice()].concat(),
        (None, _) => Vec::new(),
    });
}

pub(super) fn sort_block(layout: &mut Layout, key: impl Fn(&Piece) -> Vec<u8>) {
    let is_header = |piece: &Piece| matches!(piece.key, PieceKey::Header(_));
    let Some(first) = layout.pieces.iter().position(is_header) else {
        return;
    };
    let count = layout.pieces[first..]
        .iter()
        .take_while(|piece| is_header(piece))
        .count();
    layout.pieces[first..first + count].sort_by_cached_key(|piece| key(piece));
}

/// Where the first field of this name stands, as a sort key: one that was taken out where it arrived,
/// and one that never arrived behind all others, as [`Step::FieldInsert`] puts it.
///
/// [`Step::FieldInsert`]: crate::diagnosis::case::edit::Step::FieldInsert
pub(super) fn arrival(case: &Case<'_>, name: &[u8]) -> Vec<u8> {
    let is_it = |field: &Field<'_>| field.name().eq_ignore_ascii_case(name);
    let arrived = match case.first_of(name) {
        Some(field) => case.origin(field.index()),
        None => case.world.received.fields().find(is_it).map(|field| field.index()),
    };
    let at = arrived.map_or(usize::MAX, |index| index.0);
    at.to_be_bytes().to_vec()
}

pub(super) fn as_sent(case: &Case<'_>, name: &[u8]) -> Vec<u8> {
    case.first_of(name)
        .map_or_else(|| name.to_vec(), |field| field.name().to_vec())
}

pub(super) fn spell_as_sent(case: &Case<'_>, name: &[u8], text: &mut Vec<u8>) {
    text.splice(..name.len().min(text.len()), as_sent(case, name));
}

pub(super) fn spell_in_capitals(_: &Case<'_>, name: &[u8], text: &mut Vec<u8>) {
    text.splice(..name.len().min(text.len()), in_capitals(name));
}

/// `X-Oss-Date`, as Go, Python and Java have it.
pub(super) fn in_capitals(name: &[u8]) -> Vec<u8> {
    let words = name.split(|&byte| byte == b'-').map(|word| {
        let mut word = word.to_vec();
        if let Some(first) = word.first_mut() {
            first.make_ascii_uppercase();
        }
        word
    });
    words.collect::<Vec<_>>().join(&b'-')
}
