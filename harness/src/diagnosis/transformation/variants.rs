//! What a text may have been.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cost::{Cost, FAR};
use super::{Pair, Transformation, fields, letters, marks, markup, number, path, percent};

/// What kind of text stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The value of a field.
    Field,
    /// The value of a parameter.
    Parameter,
    /// A key, with its slashes.
    Path,
    /// Base64 of a hash.
    Digest,
    /// An access key secret.
    Secret,
}

/// Another text, and what leads to it.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// The text.
    pub(crate) text: Vec<u8>,
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// What leads to it.
    pub(crate) by: Transformation,
    /// Which of all: the same number stands for the same thing done to another text of the kind; `None` where it was
    /// done to a part of the text.
    pub(crate) number: Option<(usize, usize)>,
}

/// Every text that one transformation of it or of a part of it leads to, up to a cost; each once, by the cheapest.
pub(crate) fn variants(kind: Kind, text: &[u8], ceiling: Cost) -> Vec<Variant> {
    let mut seen = BTreeSet::from([text.to_vec()]);
    let mut all = leading(kind, text, ceiling);
    all.retain(|variant| !variant.text.is_empty() && seen.insert(variant.text.clone()));
    all
}

/// The same, each text as often as something leads to it, the cheapest first.
pub(super) fn leading(kind: Kind, text: &[u8], ceiling: Cost) -> Vec<Variant> {
    let mut all: Vec<Variant> = Vec::new();
    if text.is_empty() || text.len() > MOST_BYTES {
        return all;
    }
    for (at, range) in parts(kind, text).into_iter().enumerate() {
        let of_a_part = at > 0;
        let part = &text[range.clone()];
        for (row, by) in transformations(kind).enumerate() {
            let cost = if of_a_part { (by.cost() + 1).min(FAR) } else { by.cost() };
            if cost > ceiling {
                continue;
            }
            for (which, other) in by.of(part).into_iter().enumerate() {
                let text = [&text[..range.start], &other, &text[range.end..]].concat();
                let number = (!of_a_part).then_some((row, which));
                all.push(Variant { text, cost, by, number });
            }
        }
    }
    all.sort_by_key(|variant| variant.cost);
    all
}

/// All ways to percent-encode a text.
pub(crate) fn encodings() -> impl Iterator<Item = Transformation> {
    percent::PAIRS.iter().flat_map(Pair::ways)
}

fn transformations(kind: Kind) -> impl Iterator<Item = Transformation> {
    let tables: &[&'static [Pair]] = match kind {
        Kind::Field | Kind::Parameter => &[
            percent::PAIRS,
            markup::PAIRS,
            fields::PAIRS,
            marks::PAIRS,
            letters::PAIRS,
            number::PAIRS,
            number::BASE64_PAIRS,
            path::PAIRS,
        ],
        Kind::Path => &[percent::PAIRS, markup::PAIRS, marks::PAIRS, letters::PAIRS, path::PAIRS],
        Kind::Digest => &[number::BASE64_PAIRS, percent::PAIRS, marks::PAIRS, letters::PAIRS],
        Kind::Secret => &[
            percent::PAIRS,
            markup::PAIRS,
            marks::PAIRS,
            number::BASE64_PAIRS,
            letters::PAIRS,
        ],
    };
    tables.iter().flat_map(|table| table.iter()).flat_map(Pair::ways)
}

/// The whole text, and the parts of it that programs treat as texts of their own.
fn parts(kind: Kind, text: &[u8]) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    let mut inner = match kind {
        Kind::Field | Kind::Parameter => values(text),
        Kind::Path => between(text, 0..text.len(), |byte| byte == b'/'),
        Kind::Digest | Kind::Secret => Vec::new(),
    };
    inner.retain(|range| !range.is_empty() && *range != whole);
    let tail = inner.len().saturating_sub(MOST_INNER / 2);
    let few = inner.len() <= MOST_INNER;
    let kept = inner
        .iter()
        .enumerate()
        .filter(|(at, _)| few || *at < MOST_INNER / 2 || *at >= tail);
    let kept = kept.map(|(_, range)| range.clone());
    [whole].into_iter().chain(kept).collect()
}

/// What stands behind the equals signs of parameters, within their quotes, and behind the last slash.
fn values(text: &[u8]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for piece in between(text, 0..text.len(), |byte| matches!(byte, b';' | b'&' | b',')) {
        let Some(equals) = text[piece.clone()].iter().position(|&byte| byte == b'=') else {
            continue;
        };
        let value = piece.start + equals + 1..piece.end;
        let quoted = value.len() >= 2 && text[value.start] == b'"' && text[value.end - 1] == b'"';
        if quoted {
            all.push(value.start + 1..value.end - 1);
        }
        all.push(value);
    }
    let slash = text.iter().rposition(|&byte| byte == b'/');
    all.extend(slash.map(|at| at + 1..text.len()));
    all
}

/// What stands between marks.
fn between(text: &[u8], range: Range<usize>, mark: impl Fn(u8) -> bool) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut all = Vec::new();
    for at in range.clone().filter(|&at| mark(text[at])) {
        all.push(start..at);
        start = at + 1;
    }
    all.push(start..range.end);
    all
}

/// Of more parts, those in the middle are left as they are.
const MOST_INNER: usize = 8;

/// No value of a head of a usual size is longer.
const MOST_BYTES: usize = 8 << 10;
