//! A canonical form cut into pieces that vary on their own.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use mock_oss::verify::scheme::ResourceWriting;
use mock_oss::verify::{Examination, Line, Rule, Scheme};
use sha2::{Digest as _, Sha256};

/// Which piece of a canonical form.
///
/// The order of the variants is no order of pieces; [`Layout`] keeps that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PieceKey {
    /// A whole line that stands once.
    Line(Rule),
    /// A header line, by lower-case name.
    Header(Vec<u8>),
    /// Bucket and key, at the beginning of the resource.
    Address,
    /// The query parameters, behind them.
    Parameters,
    /// A line of the last stage of a scheme with two.
    End(Rule),
}

/// One piece of a canonical form and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Which piece.
    pub(crate) key: PieceKey,
    /// The text, without line end; `None` when the piece is not there.
    pub(crate) text: Option<Vec<u8>>,
    /// What follows the text when it is there: a line feed, or nothing.
    pub(crate) end: &'static [u8],
}

/// The pieces of the stage that is varied, in order, and the lines of the stage after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The only stage (V1, V2, forms) or the canonical request (V4).
    pub(crate) pieces: Vec<Piece>,
    /// The lines of V4's string to sign without the hash; empty for the others.
    pub(crate) ends: Vec<Piece>,
    /// What follows the hash: nothing, but in a client's own way to write the string.
    pub(crate) tail: &'static [u8],
}

impl Layout {
    /// Cuts an examined request's canonical form into pieces.
    pub(crate) fn new(examination: &Examination) -> Self {
        let canonical = &examination.canonical;
        let (varied, ends) = match canonical.request() {
            Some(request) => (request, canonical.string_to_sign().lines.as_slice()),
            None => (canonical.string_to_sign(), &[][..]),
        };
        let mut pieces = Vec::with_capacity(varied.lines.len() + 1);
        for line in &varied.lines {
            push_line(&mut pieces, line, examination);
        }
        if let Some(last) = pieces.last_mut() {
            last.end = b"";
        }
        let ends = ends.iter().filter(|line| line.rule != Rule::RequestHash);
        Self {
            pieces,
            ends: ends
                .map(|line| piece(PieceKey::End(line.rule), line.text.clone(), b"\n"))
                .collect(),
            tail: b"",
        }
    }

    /// The text of a piece; `None` when it is not there.
    pub(crate) fn text(&self, key: &PieceKey) -> Option<&[u8]> {
        let mut all = self.pieces.iter().chain(&self.ends);
        all.find(|piece| piece.key == *key)
            .and_then(|piece| piece.text.as_deref())
    }

    /// The texts that another layout has and this one has not.
    pub(crate) fn differences(&self, other: &Self) -> Vec<(PieceKey, Option<Vec<u8>>)> {
        let (here, there) = (self.texts(), other.texts());
        let text = |key: &PieceKey| here.get(key).copied().flatten();
        let gone = self.all().filter(|piece| !there.contains_key(&piece.key));
        let gone = gone.map(|piece| (piece.key.clone(), None));
        let other = other.all().filter(|piece| text(&piece.key) != piece.text.as_deref());
        let other = other.map(|piece| (piece.key.clone(), piece.text.clone()));
        gone.chain(other)
            .filter(|(key, changed)| changed.is_some() || text(key).is_some())
            .collect()
    }

    /// The pieces of both stages, in order.
    fn all(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().chain(&self.ends)
    }

    /// The text of each piece; of several with one key the first one's.
    fn texts(&self) -> BTreeMap<&PieceKey, Option<&[u8]>> {
        let mut texts = BTreeMap::new();
        for piece in self.all() {
            texts.entry(&piece.key).or_insert(piece.text.as_deref());
        }
        texts
    }

    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let bytes = |piece: &Piece| {
            let name = match &piece.key {
                PieceKey::Header(name) => name.len(),
                PieceKey::Line(_) | PieceKey::End(_) | PieceKey::Address | PieceKey::Parameters => 0,
            };
            size_of::<Piece>() + name + piece.text.as_ref().map_or(0, Vec::len)
        };
        self.all().map(bytes).sum()
    }

    /// Gives pieces other texts.
    pub(crate) fn replace(&mut self, texts: &[(PieceKey, Option<Vec<u8>>)]) {
        for (key, text) in texts {
            let all = self.pieces.iter_mut().chain(&mut self.ends);
            for piece in all.filter(|piece| piece.key == *key) {
                piece.text.clone_from(text);
            }
        }
    }

    /// The bytes of the varied stage.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        joined(&self.pieces)
    }

    /// The bytes of the last stage before the hash.
    pub(crate) fn end_bytes(&self) -> Vec<u8> {
        joined(&self.ends)
    }

    /// Whether the strings are the same.
    pub(crate) fn reads_as(&self, other: &Self) -> bool {
        self.tail == other.tail && self.bytes() == other.bytes() && self.end_bytes() == other.end_bytes()
    }

    /// The SHA-256 of the varied stage, as V4 writes it.
    pub(crate) fn hash(&self) -> String {
        hash(&self.bytes())
    }

    /// Makes sure that a piece exists, where a header line of its name belongs.
    pub(crate) fn make_room(&mut self, key: &PieceKey) {
        let PieceKey::Header(name) = key else { return };
        let is_later = |piece: &Piece| matches!(&piece.key, PieceKey::Header(known) if known > name);
        if self.pieces.iter().any(|piece| piece.key == *key) {
            return;
        }
        let at = self.pieces.iter().position(is_later);
        let at = at.unwrap_or_else(|| self.headers_end());
        let absent = Piece {
            key: key.clone(),
            text: None,
            end: b"\n",
        };
        self.pieces.insert(at, absent);
    }

    /// Where the header block ends, whether or not it has a line: before the empty line in V4,
    /// after the date line's last header elsewhere.
    fn headers_end(&self) -> usize {
        let find = |rule: Rule| self.pieces.iter().position(|piece| piece.key == PieceKey::Line(rule));
        let last = self
            .pieces
            .iter()
            .rposition(|piece| matches!(piece.key, PieceKey::Header(_)));
        last.map(|at| at + 1)
            .or_else(|| find(Rule::HeadersEnd))
            .or_else(|| find(Rule::DateLine).map(|at| at + 1))
            .unwrap_or(self.pieces.len())
    }
}

impl PieceKey {
    /// The rule whose line the piece stands in.
    pub(crate) fn rule(&self, scheme: Scheme) -> Rule {
        match self {
            Self::Line(rule) | Self::End(rule) => *rule,
            Self::Header(_) => Rule::Header,
            Self::Address => scheme.resource_rule(),
            Self::Parameters => scheme.parameters_rule(),
        }
    }
}

/// The SHA-256 of a text, as V4 writes it.
pub(crate) fn hash(text: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(text))
}

fn joined(pieces: &[Piece]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for piece in pieces {
        if let Some(text) = &piece.text {
            bytes.extend_from_slice(text);
            bytes.extend_from_slice(piece.end);
        }
    }
    bytes
}

fn push_line(pieces: &mut Vec<Piece>, line: &Line, examination: &Examination) {
    match line.rule {
        Rule::Header => {
            let name = line.header_name().unwrap_or_default().to_vec();
            pieces.push(piece(PieceKey::Header(name), line.text.clone(), b"\n"));
        }
        Rule::Resource => {
            let (address, parameters) = line.text.split_at(resource_end(line, examination));
            pieces.push(piece(PieceKey::Address, address.to_vec(), b""));
            pieces.push(piece(PieceKey::Parameters, parameters.to_vec(), b"\n"));
        }
        Rule::CanonicalUri => pieces.push(piece(PieceKey::Address, line.text.clone(), b"\n")),
        Rule::CanonicalQuery => pieces.push(piece(PieceKey::Parameters, line.text.clone(), b"\n")),
        rule => pieces.push(piece(PieceKey::Line(rule), line.text.clone(), b"\n")),
    }
}

/// Where bucket and key end in a resource line: V1 writes them decoded, V2 percent-encoded, so that
/// there the first `?` is the mark.
fn resource_end(line: &Line, examination: &Examination) -> usize {
    let end = match examination.presented.scheme.resource_writing() {
        ResourceWriting::Decoded => Some(examination.address.resource().len()),
        ResourceWriting::EncodedSegments | ResourceWriting::Encoded => line.text.iter().position(|&byte| byte == b'?'),
    };
    end.unwrap_or(line.text.len()).min(line.text.len())
}

fn piece(key: PieceKey, text: Vec<u8>, end: &'static [u8]) -> Piece {
    Piece {
        key,
        text: Some(text),
        end,
    }
}
