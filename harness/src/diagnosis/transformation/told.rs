//! A transformation in words.

use super::bytes::swapped;
use super::cost::Cost;
use super::variants::leading;
use super::{Kind, Transformation};

/// A transformation that explains a difference, and the two texts that it is between.
#[derive(Debug, Clone)]
pub(crate) struct Made<'t> {
    /// What leads from the one that arrived to the one that was signed.
    pub(crate) by: Transformation,
    /// The marks that stand for one another, in what arrived and in what was signed.
    pub(crate) marks: Option<(&'t [u8], &'t [u8])>,
    /// Whether what arrived is what the reverse makes of what was signed.
    pub(crate) is_undone: bool,
}

/// The likeliest transformation between two texts.
pub(crate) fn made<'t>(kind: Kind, arrived: &'t [u8], signed: &'t [u8]) -> Option<Made<'t>> {
    let all = leading(kind, arrived, Cost::MAX).into_iter();
    let all = all.filter(|variant| variant.text == signed).map(|variant| variant.by);
    let all: Vec<Transformation> = all.collect();
    let is_undone = |by: &&Transformation| by.is_undone(arrived, signed) || is_undone_in_part(by, arrived, signed);
    // What can be told of both directions says more.
    let both = all.iter().find(is_undone);
    Some(Made {
        by: *both.or(all.first())?,
        marks: exchanged(arrived, signed).filter(|_| both.is_some()),
        is_undone: both.is_some(),
    })
}

/// The same of the part in which they differ.
fn is_undone_in_part(by: &Transformation, arrived: &[u8], signed: &[u8]) -> bool {
    let apart = |mark: &u8| matches!(mark, b'/' | b'=' | b'"' | b';' | b'&' | b',');
    let begin = arrived
        .iter()
        .zip(signed)
        .take_while(|(one, other)| one == other)
        .count();
    let start = arrived[..begin].iter().rposition(apart).map_or(0, |at| at + 1);
    let rest = [&arrived[start..], &signed[start..]];
    let end = rest[0]
        .iter()
        .rev()
        .zip(rest[1].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let tail = &rest[0][rest[0].len() - end..];
    let tail = tail.iter().position(apart).map_or(0, |at| tail.len() - at);
    by.is_undone(&rest[0][..rest[0].len() - tail], &rest[1][..rest[1].len() - tail])
}

/// The marks that stand for one another throughout two texts: in what arrived, and in what was signed.
fn exchanged<'t>(arrived: &'t [u8], signed: &'t [u8]) -> Option<(&'t [u8], &'t [u8])> {
    let same = arrived
        .iter()
        .zip(signed)
        .take_while(|(one, other)| one == other)
        .count();
    let mut shortest: Option<(&[u8], &[u8])> = None;
    for start in (0..=MOST_SAME).filter_map(|back| same.checked_sub(back)) {
        let lengths = (1..=MOST_LENGTH).flat_map(|one| (1..=MOST_LENGTH).map(move |other| (one, other)));
        for (one, other) in lengths {
            let pair = signed.get(start..start + one).zip(arrived.get(start..start + other));
            let stands = |(from, to): &(&[u8], &[u8])| from != to && swapped(signed, from, to) == arrived;
            let better =
                |(from, to): &(&[u8], &[u8])| shortest.is_none_or(|(known, of)| rank(from, to) < rank(of, known));
            if let Some((from, to)) = pair.filter(better).filter(stands) {
                shortest = Some((to, from));
            }
        }
    }
    shortest
}

/// Marks before letters, short ones before long ones.
fn rank(from: &[u8], to: &[u8]) -> (bool, usize) {
    (from.iter().any(u8::is_ascii_alphanumeric), from.len() + to.len())
}

/// How far two spellings of a mark begin alike.
const MOST_SAME: usize = 2;

/// The longest spelling of a mark that is told.
const MOST_LENGTH: usize = 8;
