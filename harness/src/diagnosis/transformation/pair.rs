//! What a transformation is.

use super::bytes::listed;
use super::cost::Cost;

/// Something that software does to a text, and what undoes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// What it does.
    pub(crate) there: Way,
    /// What undoes it.
    pub(crate) back: Way,
    /// What to do about it.
    pub(crate) advice: &'static str,
}

/// One direction of a transformation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    /// What a text is afterwards, behind "it is": `escaped for HTML`.
    pub(crate) says: &'static str,
    apply: Apply,
}

/// How a text becomes another.
#[derive(Debug, Clone, Copy)]
enum Apply {
    /// In one way.
    One(fn(&[u8]) -> Vec<u8>),
    /// In one way, where it is one that it can befall.
    Maybe(fn(&[u8]) -> Option<Vec<u8>>),
    /// In several ways, a bounded number of them.
    Many(fn(&[u8]) -> Vec<Vec<u8>>),
    /// With the elements of a list changed.
    List(fn(&mut Vec<&[u8]>)),
    /// What was there before is gone.
    Never,
}

/// A transformation in the direction from a known text to one that is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transformation {
    pair: &'static Pair,
    direction: Direction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    There,
    Back,
}

impl Pair {
    /// Two directions.
    pub(super) const fn new(cost: Cost, advice: &'static str, there: Way, back: Way) -> Self {
        Self {
            cost,
            there,
            back,
            advice,
        }
    }

    /// Both directions.
    pub(super) fn ways(&'static self) -> [Transformation; 2] {
        [Direction::There, Direction::Back].map(|direction| Transformation { pair: self, direction })
    }
}

impl Way {
    /// What makes one text of one.
    pub(super) const fn one(says: &'static str, apply: fn(&[u8]) -> Vec<u8>) -> Self {
        let apply = Apply::One(apply);
        Self { says, apply }
    }

    /// What makes one text of some.
    pub(super) const fn maybe(says: &'static str, apply: fn(&[u8]) -> Option<Vec<u8>>) -> Self {
        let apply = Apply::Maybe(apply);
        Self { says, apply }
    }

    /// What makes several texts of one.
    pub(super) const fn many(says: &'static str, apply: fn(&[u8]) -> Vec<Vec<u8>>) -> Self {
        let apply = Apply::Many(apply);
        Self { says, apply }
    }

    /// What changes the elements of a list.
    pub(super) const fn listed(says: &'static str, change: fn(&mut Vec<&[u8]>)) -> Self {
        let apply = Apply::List(change);
        Self { says, apply }
    }

    /// What cannot be made: something is gone.
    pub(super) const fn never(says: &'static str) -> Self {
        let apply = Apply::Never;
        Self { says, apply }
    }
}

impl Transformation {
    /// How unlikely it is.
    pub(crate) fn cost(&self) -> Cost {
        self.pair.cost
    }

    /// What a text is after it.
    pub(crate) fn says(&self) -> &'static str {
        self.way(self.direction).says
    }

    /// What a text was made, that it leads back from.
    pub(crate) fn undoes(&self) -> &'static str {
        match self.direction {
            Direction::There => self.pair.back.says,
            Direction::Back => self.pair.there.says,
        }
    }

    /// Whether one text is what the reverse makes of the other, so that it may be told.
    pub(crate) fn is_undone(&self, before: &[u8], after: &[u8]) -> bool {
        let reverse = Self {
            direction: match self.direction {
                Direction::There => Direction::Back,
                Direction::Back => Direction::There,
            },
            ..*self
        };
        let is_gone = matches!(reverse.way(reverse.direction).apply, Apply::Never);
        is_gone || reverse.of(after).iter().any(|text| text == before)
    }

    /// What to do about it.
    pub(crate) fn advice(&self) -> &'static str {
        self.pair.advice
    }

    /// The other texts that it makes of one.
    pub(crate) fn of(&self, text: &[u8]) -> Vec<Vec<u8>> {
        let mut all = match self.way(self.direction).apply {
            Apply::One(apply) => vec![apply(text)],
            Apply::Maybe(apply) => apply(text).into_iter().collect(),
            Apply::Many(apply) => apply(text),
            Apply::List(change) => listed(text, change),
            Apply::Never => Vec::new(),
        };
        all.retain(|other| other != text);
        all
    }

    fn way(&self, direction: Direction) -> &'static Way {
        match direction {
            Direction::There => &self.pair.there,
            Direction::Back => &self.pair.back,
        }
    }
}
