//! Ways to put a string together.

use super::order::sort_headers;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::layout::{Layout, PieceKey};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::{Code, Element};

/// One way to put the string together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variation {
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// What it is about: two that are about the same are no pair.
    pub(crate) about: About,
    words: &'static str,
    kind: Kind,
}

/// An aspect of the string. A string is put together in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// Which headers take part.
    Headers,
    /// How their lines are sorted.
    Order,
    /// How they are spelled.
    Spelling,
    /// How path and parameters are escaped.
    Escapes,
    /// Which other lines there are.
    Lines,
    /// What stands on the line for additional headers.
    Listed,
    /// What ends the lines.
    Ends,
}

/// How a variation works.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Changes the pieces: their order, their line ends, which there are.
    Shape(fn(&mut Layout, &Case<'_>)),
    /// Spells each header line in another way, and sorts them so. Given are the head, the lower-case
    /// name, and the line.
    Header(fn(&Case<'_>, &[u8], &mut Vec<u8>), Sorted),
    /// Escapes path and parameters in another way.
    Escapes(fn(&[u8]) -> Vec<u8>),
}

/// Whether lines are sorted as they are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorted {
    AsSpelled,
    AsBefore,
}

impl Variation {
    /// Puts the pieces together in this way.
    pub(crate) fn reshape(&self, layout: &mut Layout, case: &Case<'_>) {
        if let Kind::Shape(shape) = self.kind {
            shape(layout, case);
            return;
        }
        if let Kind::Header(respell, Sorted::AsSpelled) = self.kind {
            sort_headers(layout, |name| {
                let mut spelled = name.to_vec();
                respell(case, name, &mut spelled);
                spelled
            });
        }
        for piece in &mut layout.pieces {
            if let Some(text) = &mut piece.text {
                self.respell(case, &piece.key, text);
            }
        }
    }

    /// Spells the text of a single piece in this way.
    pub(crate) fn respell(&self, case: &Case<'_>, key: &PieceKey, text: &mut Vec<u8>) {
        match (self.kind, key) {
            (Kind::Header(respell, _), PieceKey::Header(name)) => respell(case, name, text),
            (Kind::Escapes(respell), PieceKey::Address | PieceKey::Parameters) => *text = respell(text),
            _ => {}
        }
    }

    /// What it stands for.
    pub(crate) fn note(&self) -> Note {
        let element = Element::StringToSign;
        client(Code::CanonicalFormDiffers, element, self.words, None, None).replacing()
    }
}

pub(super) const fn shape(
    cost: Cost,
    about: About,
    words: &'static str,
    shape: fn(&mut Layout, &Case<'_>),
) -> Variation {
    Variation {
        cost,
        about,
        words,
        kind: Kind::Shape(shape),
    }
}

pub(super) const fn header(
    cost: Cost,
    words: &'static str,
    respell: fn(&Case<'_>, &[u8], &mut Vec<u8>),
    sorted: Sorted,
) -> Variation {
    Variation {
        cost,
        about: About::Spelling,
        words,
        kind: Kind::Header(respell, sorted),
    }
}

/// Another way to escape both path and parameters, in the schemes that do.
pub(super) const fn escapes(cost: Cost, words: &'static str, respell: fn(&[u8]) -> Vec<u8>) -> Variation {
    Variation {
        cost,
        about: About::Escapes,
        words,
        kind: Kind::Escapes(respell),
    }
}
