//! Start texts and proposals, compiled into flat tables.

use std::collections::BTreeMap;

use super::allowance::{Allowance, HIGHEST, MOST_WEIGHT, SEEN, weight};
use super::target::Target;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::proposal::Proposal;

// A worked example: pieces A, B, C with base texts `a b c`; A may be `x` for 1, B may be `y` for 1 or `z` for 2.
//
//   piece:   A       B            C
//   base:    a       b            c
//   others:  x (1)   y (1) z (2)  -
//
// The combinations that cost 2 in all, with one key of cost 0, are `x y c` (1 + 1) and `a z c` (2). `ways` tells
// so before any is visited: `ways[C]` is 1 for cost 0 alone; `ways[B][2]` is that of keeping b (none costs 2) and
// of `z` (1); `ways[A][2]` is `ways[B][2]` for keeping a, and `ways[B][1]` behind `x`, in all 2. The table takes
// pieces x departures x costs numbers, however many combinations there are: a walk of billions is known to be too
// long before it begins, and a walk never enters a part in which nothing costs what is left.

/// Costs from 0 to [`HIGHEST`].
const LEVELS: usize = HIGHEST as usize + 1;

/// Every piece's base text and other texts, and how many combinations there are of each cost.
///
/// A combination takes for each piece its base text or one other text; two texts that both decide
/// one piece exclude each other. Behind the pieces of the varied stage there is an empty one for each
/// line of the stage after it: there stand the choices that change nothing but that line.
#[derive(Debug)]
pub(crate) struct Lattice {
    /// All texts; the base texts come first, in piece order, so that the base text of any run of
    /// pieces is one piece.
    arena: Vec<u8>,
    pieces: Vec<Options>,
    /// How many ways there are to go on with at most so many departures that cost exactly so much, from behind the
    /// last piece back: one for each piece with other texts. Ways that exclude each other are counted too, so these
    /// are upper bounds.
    ways: Vec<Ways>,
    /// Per piece, and one behind the last, which of `ways` is its own: a piece without other texts has that of the
    /// next.
    own_ways: Vec<u32>,
}

/// By departures and costs.
type Ways = [[u64; LEVELS]; MOST_WEIGHT + 1];

/// Spells the text of a piece in the client's way.
type Respell<'r> = &'r dyn Fn(&PieceKey, &[u8]) -> Vec<u8>;

/// A piece of the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text {
    start: u32,
    end: u32,
}

/// What may stand in one piece.
#[derive(Debug)]
pub(crate) struct Options {
    /// The computed text.
    pub(crate) base: Text,
    /// The others, cheapest first.
    pub(crate) others: Vec<Other>,
}

/// Another text for a piece.
#[derive(Debug)]
pub(crate) struct Other {
    /// What it costs.
    pub(crate) cost: Cost,
    /// What it weighs.
    pub(crate) weight: usize,
    /// The text.
    pub(crate) text: Text,
    /// Which later pieces it decides, and how.
    pub(crate) rest: Vec<(usize, Text)>,
    /// Which ending it decides, for schemes with two stages.
    pub(crate) ending: Option<usize>,
    /// The proposals that say so; several when they come to the same text at the same cost.
    pub(crate) proposals: Vec<usize>,
}

impl Options {
    /// The others that an allowance suffices for, with their numbers and with what is left.
    pub(crate) fn affordable(&self, allowance: Allowance) -> impl Iterator<Item = (usize, &Other, Allowance)> {
        let cheap = self.others.iter().take_while(move |other| other.cost <= allowance.cost);
        let left = move |other: &Other| allowance.after(other.cost, other.weight);
        cheap
            .enumerate()
            .filter_map(move |(number, other)| Some((number, other, left(other)?)))
    }
}

impl Lattice {
    /// Compiles a layout and proposals, whose texts are spelled as `respell` says; `endings` names for each proposal the one that
    /// it decides. The first `seen` proposals are causes that were seen, the others weigh more.
    ///
    /// Proposals that come to the computed text are dropped; of those that come to one text, the
    /// cheapest stay.
    pub(crate) fn build(
        layout: &Layout,
        (proposals, seen): (&[Proposal], usize),
        respell: Respell<'_>,
        endings: &[Option<usize>],
        target: &impl Target,
    ) -> Self {
        let mut lattice = Self::with_bases(layout);
        let numbers: BTreeMap<&PieceKey, usize> = layout
            .pieces
            .iter()
            .enumerate()
            .map(|(number, piece)| (&piece.key, number))
            .collect();
        for (index, proposal) in proposals.iter().enumerate() {
            let ending = endings.get(index).copied().flatten();
            if let Some((piece, mut other)) = lattice.compile(layout, &numbers, (proposal, respell), ending) {
                other.proposals.push(index);
                other.weight = weight(proposal, index < seen);
                lattice.pieces[piece].others.push(other);
            }
        }
        for piece in &mut lattice.pieces {
            merge_equal(&lattice.arena, &mut piece.others);
        }
        lattice.count(target);
        lattice
    }

    /// All pieces.
    pub(crate) fn pieces(&self) -> &[Options] {
        &self.pieces
    }

    /// The bytes of a text.
    pub(crate) fn bytes(&self, text: Text) -> &[u8] {
        &self.arena[text.start as usize..text.end as usize]
    }

    /// The base text from the end of what was taken, at `from`, up to piece `piece`.
    pub(crate) fn base_between(&self, from: u32, piece: usize) -> &[u8] {
        &self.arena[from as usize..self.base_start(piece) as usize]
    }

    /// Where the base text of a piece begins; behind the last piece, where all of it ends.
    pub(crate) fn base_start(&self, piece: usize) -> u32 {
        match self.pieces.get(piece) {
            Some(options) => options.base.start,
            None => self.pieces.last().map_or(0, |last| last.base.end),
        }
    }

    /// Upper bound of the combinations from `piece` on that spend the allowance.
    pub(crate) fn ways(&self, piece: usize, allowance: Allowance) -> u64 {
        let ways = &self.ways[self.own_ways[piece] as usize];
        ways[allowance.weight.min(MOST_WEIGHT)][usize::from(allowance.cost)]
    }

    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let others = self.pieces.iter().flat_map(|piece| &piece.others);
        let other = |other: &Other| {
            size_of::<Other>() + size_of_val(other.rest.as_slice()) + size_of_val(other.proposals.as_slice())
        };
        let pieces = size_of_val(self.pieces.as_slice())
            + size_of_val(self.ways.as_slice())
            + size_of_val(self.own_ways.as_slice());
        self.arena.len() + pieces + others.map(other).sum::<usize>()
    }

    fn with_bases(layout: &Layout) -> Self {
        let mut lattice = Self {
            arena: Vec::with_capacity(4096),
            pieces: Vec::with_capacity(layout.pieces.len() + layout.ends.len()),
            ways: Vec::new(),
            own_ways: Vec::new(),
        };
        let texts = layout.pieces.iter().map(|piece| (piece.text.as_deref(), piece.end));
        let behind = layout.ends.iter().map(|_| (None, &b""[..]));
        for (text, end) in texts.chain(behind) {
            let base = lattice.push(text, end);
            let others = Vec::new();
            lattice.pieces.push(Options { base, others });
        }
        lattice
    }

    fn push(&mut self, text: Option<&[u8]>, end: &[u8]) -> Text {
        let start = self.arena.len();
        if let Some(text) = text {
            self.arena.extend_from_slice(text);
            self.arena.extend_from_slice(end);
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Text {
            start: offset(start),
            end: offset(self.arena.len()),
        }
    }

    /// The piece a proposal begins at, and what it says; `None` when it changes nothing there.
    fn compile(
        &mut self,
        layout: &Layout,
        numbers: &BTreeMap<&PieceKey, usize>,
        (proposal, respell): (&Proposal, Respell<'_>),
        ending: Option<usize>,
    ) -> Option<(usize, Other)> {
        if proposal.cost > HIGHEST {
            return None;
        }
        let mut texts: Vec<(usize, Text)> = Vec::new();
        for (key, text) in &proposal.texts {
            let Some(&number) = numbers.get(key) else { continue };
            let piece = &layout.pieces[number];
            let text = text.as_deref().map(|text| respell(key, text));
            if piece.text != text {
                texts.push((number, self.push(text.as_deref(), piece.end)));
            }
        }
        texts.sort_unstable_by_key(|(number, _)| *number);
        let (piece, text) = match (texts.first(), ending) {
            (Some(&first), _) => first,
            (None, Some(_)) => {
                let piece = layout.pieces.len() + first_end(layout, proposal)?;
                (piece, self.pieces[piece].base)
            }
            (None, None) => return None,
        };
        Some((
            piece,
            Other {
                cost: proposal.cost,
                weight: SEEN,
                text,
                rest: texts.split_off(texts.len().min(1)),
                ending,
                proposals: Vec::new(),
            },
        ))
    }

    fn count(&mut self, target: &impl Target) {
        let mut next: Ways = [[0; LEVELS]; MOST_WEIGHT + 1];
        for (weight, by_cost) in next.iter_mut().enumerate() {
            for cost in 0..=HIGHEST {
                let affordable = cost == 0 || weight >= SEEN;
                by_cost[usize::from(cost)] = if affordable { target.keys_costing(cost) } else { 0 };
            }
        }
        let mut ways = vec![next];
        let mut own = vec![0_u32];
        for piece in self.pieces.iter().rev() {
            if !piece.others.is_empty() {
                let mut here = next;
                for other in &piece.others {
                    add_ways(&mut here, &next, other);
                }
                next = here;
                ways.push(next);
            }
            own.push(u32::try_from(ways.len() - 1).unwrap_or(u32::MAX));
        }
        own.reverse();
        (self.ways, self.own_ways) = (ways, own);
    }
}

/// The first line of the stage after the varied one that a proposal changes, by number.
fn first_end(layout: &Layout, proposal: &Proposal) -> Option<usize> {
    let changed = |line: &Piece| {
        let mut texts = proposal.texts.iter();
        texts.any(|(key, text)| *key == line.key && *text != line.text)
    };
    layout.ends.iter().position(changed)
}

/// Counts the ways that depart at a piece with `other`, beside those of the `next` piece.
fn add_ways(here: &mut Ways, next: &Ways, other: &Other) {
    let cost = usize::from(other.cost);
    for weight in other.weight..=MOST_WEIGHT {
        for sum in cost..LEVELS {
            here[weight][sum] = here[weight][sum].saturating_add(next[weight - other.weight][sum - cost]);
        }
    }
}

/// Keeps the cheapest of those that say the same, with all proposals of that cost; cheapest first.
fn merge_equal(arena: &[u8], others: &mut Vec<Other>) {
    let bytes = |text: Text| &arena[text.start as usize..text.end as usize];
    let rest = |other: &Other| -> Vec<(usize, Vec<u8>)> {
        let all = other.rest.iter();
        all.map(|&(piece, text)| (piece, bytes(text).to_vec())).collect()
    };
    others.sort_by(|one, two| {
        let by_text = bytes(one.text).cmp(bytes(two.text));
        by_text
            .then_with(|| one.ending.cmp(&two.ending))
            .then_with(|| rest(one).cmp(&rest(two)))
            .then_with(|| one.cost.cmp(&two.cost))
    });
    others.dedup_by(|later, earlier| {
        let same =
            bytes(later.text) == bytes(earlier.text) && later.ending == earlier.ending && rest(later) == rest(earlier);
        if same && later.cost == earlier.cost {
            earlier.proposals.append(&mut later.proposals);
        }
        if same {
            earlier.weight = earlier.weight.min(later.weight);
        }
        same
    });
    others.sort_by_key(|other| (other.cost, other.proposals.first().copied()));
}
