//! A text as pieces of the case's canonical form.

use std::collections::BTreeMap;

use mock_oss::verify::Rule;
use mock_oss::verify::scheme::AroundHeaders;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};

/// A text that a client hashed, in pieces.
#[derive(Debug)]
pub(super) struct Text {
    /// The pieces.
    pub(super) layout: Layout,
    /// Whether each piece is what the scheme has in its place.
    pub(super) shape: Shape,
    /// How many lines the client's string to sign has before the hash (V4), where it was given.
    pub(super) end_lines: Option<usize>,
}

/// Whether a text has the lines of its scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It has.
    Regular,
    /// Its lines are others; so many.
    Other(usize),
}

impl Text {
    /// Cuts a text into pieces: the string to sign, and for V4 the canonical request.
    pub(super) fn read(case: &Case<'_>, text: &[u8]) -> Self {
        let (layout, shape) = match regular(case, text) {
            Some(layout) => (layout, Shape::Regular),
            None => other(case, text),
        };
        Self {
            layout,
            shape,
            end_lines: None,
        }
    }
}

/// The pieces of a text that has the lines of the case's scheme.
fn regular(case: &Case<'_>, text: &[u8]) -> Option<Layout> {
    let Some(AroundHeaders { before, behind }) = case.scheme().around_headers() else {
        return only_piece(case, text);
    };
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    let headers = lines.len().checked_sub(before + behind)?;
    let mut rest = lines.into_iter();
    let mut layout = case.layout.clone();
    layout.pieces.retain(|piece| !matches!(piece.key, PieceKey::Header(_)));
    let own: Vec<PieceKey> = layout.pieces.iter().map(|piece| piece.key.clone()).collect();
    let mut texts = Vec::new();
    let mut named = Vec::new();
    let mut keys = own.into_iter();
    for _ in 0..before {
        texts.push((keys.next()?, Some(rest.next()?.to_vec())));
    }
    for line in rest.by_ref().take(headers) {
        let colon = line.iter().position(|&byte| byte == b':')?;
        named.push(header(&line[..colon], line));
    }
    for line in rest {
        match keys.next()? {
            PieceKey::Address => {
                let (address, parameters) = split_resource(case, line);
                texts.push((PieceKey::Address, Some(address)));
                texts.push((keys.next()?, Some(parameters)));
            }
            key => texts.push((key, Some(line.to_vec()))),
        }
    }
    layout.replace(&texts);
    let at = headers_begin(case, &layout);
    layout.pieces.splice(at..at, named);
    Some(layout)
}

/// Any text where a form has its policy.
fn only_piece(case: &Case<'_>, text: &[u8]) -> Option<Layout> {
    let mut layout = case.layout.clone();
    let [piece] = layout.pieces.as_mut_slice() else {
        return None;
    };
    piece.text = Some(text.to_vec());
    Some(layout)
}

/// Where header lines stand: in V4 before the empty line that ends them, else behind the date line.
fn headers_begin(case: &Case<'_>, layout: &Layout) -> usize {
    let place = |rule| layout.pieces.iter().position(|piece| piece.key == PieceKey::Line(rule));
    let at = if case.has_two_stages() {
        place(Rule::HeadersEnd)
    } else {
        place(Rule::DateLine).map(|date| date + 1)
    };
    at.unwrap_or(layout.pieces.len())
}

/// Bucket and key, and the parameters behind them.
fn split_resource(case: &Case<'_>, line: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let own = case.layout.text(&PieceKey::Address).unwrap_or_default();
    let parameters = case.layout.text(&PieceKey::Parameters).unwrap_or_default();
    let at = if line.starts_with(own) && matches!(line.get(own.len()), None | Some(b'?')) {
        own.len()
    } else if line.ends_with(parameters) && !parameters.is_empty() {
        line.len() - parameters.len()
    } else {
        line.iter().position(|&byte| byte == b'?').unwrap_or(line.len())
    };
    (line[..at].to_vec(), line[at..].to_vec())
}

/// The pieces of any other text: a line that the service has too is its piece, all others are taken
/// for header lines.
fn other(case: &Case<'_>, text: &[u8]) -> (Layout, Shape) {
    let own = whole_lines(&case.layout.pieces);
    let mut places: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (place, (_, line)) in own.iter().enumerate() {
        places.entry(line).or_default().push(place);
    }
    let mut next = 0;
    let mut pieces: Vec<Piece> = Vec::new();
    for line in text.split(|&byte| byte == b'\n') {
        let same = places.get(line).map_or(&[][..], Vec::as_slice);
        pieces.push(match same.get(same.partition_point(|&place| place < next)) {
            Some(&place) => {
                next = place + 1;
                Piece {
                    key: own[place].0.clone(),
                    text: Some(line.to_vec()),
                    end: b"\n",
                }
            }
            None => header(line.split(|&byte| byte == b':').next().unwrap_or_default(), line),
        });
    }
    let shape = Shape::Other(pieces.len());
    if let Some(last) = pieces.last_mut() {
        last.end = b"";
    }
    let layout = Layout {
        pieces,
        ..case.layout.clone()
    };
    (layout, shape)
}

/// Lines with the key of their first piece.
pub(super) fn whole_lines(pieces: &[Piece]) -> Vec<(PieceKey, Vec<u8>)> {
    let mut lines: Vec<(PieceKey, Vec<u8>)> = Vec::new();
    let mut goes_on = false;
    for piece in pieces {
        let Some(text) = &piece.text else { continue };
        match lines.last_mut().filter(|_| goes_on) {
            Some((_, line)) => line.extend_from_slice(text),
            None => lines.push((piece.key.clone(), text.clone())),
        }
        goes_on = piece.end.is_empty();
    }
    lines
}

fn header(name: &[u8], line: &[u8]) -> Piece {
    Piece {
        key: PieceKey::Header(name.to_vec()),
        text: Some(line.to_vec()),
        end: b"\n",
    }
}
