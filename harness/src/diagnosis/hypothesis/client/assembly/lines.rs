//! Lines missing, added, or ended in another way.

use mock_oss::verify::Rule;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};

pub(super) fn is_empty_header(piece: &Piece) -> bool {
    let PieceKey::Header(name) = &piece.key else {
        return false;
    };
    piece.text.as_ref().is_some_and(|text| text.len() == name.len() + 1)
}

pub(super) fn end_lines(layout: &mut Layout, end: &'static [u8]) {
    let all = layout.pieces.iter_mut().chain(&mut layout.ends);
    for piece in all.filter(|piece| !piece.end.is_empty()) {
        piece.end = end;
    }
}

/// A signer that puts line feeds between header lines, and not behind each.
pub(super) fn join_last_header(layout: &mut Layout) {
    let is_header = |piece: &Piece| matches!(piece.key, PieceKey::Header(_)) && piece.text.is_some();
    if let Some(last) = layout.pieces.iter().rposition(is_header) {
        layout.pieces[last].end = b"";
    }
}

/// Of both stages, where there are two.
pub(super) fn end_last(layout: &mut Layout, end: &'static [u8]) {
    if let Some(last) = layout.pieces.last_mut() {
        last.end = end;
    }
    layout.tail = end;
}

pub(super) fn insert_empty_line(layout: &mut Layout) {
    let Some(at) = layout.pieces.iter().position(|piece| piece.key == PieceKey::Address) else {
        return;
    };
    layout.pieces.insert(
        at,
        Piece {
            key: PieceKey::Line(Rule::HeadersEnd),
            text: Some(Vec::new()),
            end: b"\n",
        },
    );
}

pub(super) fn drop_if_empty(layout: &mut Layout, rule: Rule) {
    layout.pieces.retain(|piece| {
        let empty = piece.text.as_ref().is_none_or(Vec::is_empty);
        piece.key != PieceKey::Line(rule) || !empty
    });
}

pub(super) fn list_all(layout: &mut Layout) {
    let names = layout
        .pieces
        .iter()
        .filter_map(|piece| match (&piece.key, &piece.text) {
            (PieceKey::Header(name), Some(_)) => Some(name.clone()),
            _ => None,
        });
    let list = names.collect::<Vec<_>>().join(&b';');
    layout.replace(&[(PieceKey::Line(Rule::AdditionalHeaders), Some(list))]);
}

pub(super) fn add_host(layout: &mut Layout, case: &Case<'_>) {
    let Some(host) = case.value("host") else { return };
    let two_stages = layout.text(&PieceKey::Line(Rule::HeadersEnd)).is_some();
    if !two_stages {
        return;
    }
    let key = PieceKey::Header(b"host".to_vec());
    layout.make_room(&key);
    layout.replace(&[(key, Some([b"host:", host.as_ref()].concat()))]);
}
