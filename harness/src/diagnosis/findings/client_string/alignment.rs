//! Which line of one text stands for which of another.

use std::collections::BTreeMap;

/// A line of the one, of the other, or of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pair<'t> {
    /// Both have it.
    Same,
    /// The first has one, the second the other in its place.
    Changed(&'t [u8], &'t [u8]),
    /// Only the first has it.
    First(&'t [u8]),
    /// Only the second has it.
    Second(&'t [u8]),
}

/// The lines of both in order: what they begin and end with in common, and between these the longest common
/// subsequence.
pub(super) fn aligned<'t>(one: &[&'t [u8]], other: &[&'t [u8]]) -> Vec<Pair<'t>> {
    let begin = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let backwards = one.iter().rev().zip(other.iter().rev());
    let end = backwards.take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    let mut all = vec![Pair::Same; begin];
    let (mut at, mut there) = (0, 0);
    for (next, next_there) in anchors(one, other).into_iter().chain([(one.len(), other.len())]) {
        between(&one[at..next], &other[there..next_there], &mut all);
        if next < one.len() {
            all.push(Pair::Same);
        }
        (at, there) = (next + 1, next_there + 1);
    }
    all
}

/// The places of a longest common subsequence. Empty lines are in every string and tie nothing together.
fn anchors(one: &[&[u8]], other: &[&[u8]]) -> Vec<(usize, usize)> {
    if one.len() * other.len() > MOST_PAIRS {
        return Vec::new();
    }
    let same = |at: usize, there: usize| one[at] == other[there] && !one[at].is_empty();
    let mut common = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for at in (0..one.len()).rev() {
        for there in (0..other.len()).rev() {
            common[at][there] = if same(at, there) {
                common[at + 1][there + 1] + 1
            } else {
                common[at + 1][there].max(common[at][there + 1])
            };
        }
    }
    let (mut at, mut there) = (0, 0);
    let mut all = Vec::new();
    while at < one.len() && there < other.len() {
        if same(at, there) {
            all.push((at, there));
            (at, there) = (at + 1, there + 1);
        } else if common[at + 1][there] >= common[at][there + 1] {
            at += 1;
        } else {
            there += 1;
        }
    }
    all
}

/// Lines between two that are common: each with the one of the same name, and between these each with the one
/// in its place, where there are as many on both sides.
fn between<'t>(one: &[&'t [u8]], other: &[&'t [u8]], all: &mut Vec<Pair<'t>>) {
    let mut places: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (place, line) in other.iter().enumerate() {
        if let Some(name) = name(line) {
            places.entry(name).or_default().push(place);
        }
    }
    let (mut at, mut there) = (0, 0);
    for (next, line) in one.iter().enumerate() {
        let named = name(line).and_then(|name| places.get(name));
        if let Some(&place) = named.and_then(|all| all.get(all.partition_point(|&place| place < there))) {
            unnamed(&one[at..next], &other[there..place], all);
            all.push(pair(line, other[place]));
            (at, there) = (next + 1, place + 1);
        }
    }
    unnamed(&one[at..], &other[there..], all);
}

/// Lines of which none has its like on the other side.
fn unnamed<'t>(one: &[&'t [u8]], other: &[&'t [u8]], all: &mut Vec<Pair<'t>>) {
    if one.len() == other.len() {
        all.extend(one.iter().zip(other).map(|(one, other)| pair(one, other)));
    } else {
        all.extend(one.iter().map(|line| Pair::First(line)));
        all.extend(other.iter().map(|line| Pair::Second(line)));
    }
}

fn pair<'t>(one: &'t [u8], other: &'t [u8]) -> Pair<'t> {
    if one == other {
        Pair::Same
    } else {
        Pair::Changed(one, other)
    }
}

/// What a line is of: a header, or a path, which begins with a slash.
fn name(line: &[u8]) -> Option<&[u8]> {
    match line.first() {
        Some(b'/') => Some(b"/"),
        _ => line.iter().position(|&byte| byte == b':').map(|at| &line[..at]),
    }
}

/// Of more pairs of lines than these, only the ends are compared: the table of them would be large.
const MOST_PAIRS: usize = 1 << 20;
