//! Base texts and proposals, compiled into flat tables.

use std::collections::BTreeMap;

use super::proposal::{Cost, Proposal};
use super::purse::{HIGHEST, MOST_EDITS, Purse};
use super::slot::{Layout, Slot, SlotKey};
use super::target::Target;

/// Costs from 0 to [`HIGHEST`].
const LEVELS: usize = HIGHEST as usize + 1;

/// Every slot's base text and other texts, and how many combinations there are of each cost.
///
/// A combination takes for each slot its base text or one other text; two texts that both decide
/// one slot exclude each other. Behind the slots of the varied stage there is an empty one for each
/// line of the stage after it: there stand the choices that change nothing but that line.
#[derive(Debug)]
pub(crate) struct Lattice {
    /// All texts; the base texts come first, in slot order, so that the base text of any run of
    /// slots is one piece.
    arena: Vec<u8>,
    slots: Vec<Options>,
    /// Per slot, and one behind the last: how many ways there are to go on with at most so many
    /// departures that cost exactly so much. Ways that exclude each other are counted too, so these
    /// are upper bounds.
    ways: Vec<[[u64; LEVELS]; MOST_EDITS + 1]>,
}

/// Spells the text of a piece in the client's way.
type Respell<'r> = &'r dyn Fn(&SlotKey, &[u8]) -> Vec<u8>;

/// A piece of the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text {
    start: u32,
    end: u32,
}

/// What may stand in one slot.
#[derive(Debug)]
pub(crate) struct Options {
    /// The computed text.
    pub(crate) base: Text,
    /// The others, cheapest first.
    pub(crate) others: Vec<Other>,
}

/// Another text for a slot.
#[derive(Debug)]
pub(crate) struct Other {
    /// What it costs.
    pub(crate) cost: Cost,
    /// The text.
    pub(crate) text: Text,
    /// Which later slots it decides, and how.
    pub(crate) rest: Vec<(usize, Text)>,
    /// Which ending it decides, for schemes with two stages.
    pub(crate) ending: Option<usize>,
    /// The proposals that say so; several when they come to the same text at the same cost.
    pub(crate) proposals: Vec<usize>,
}

impl Lattice {
    /// Compiles a layout and proposals, whose texts are spelled as `respell` says; `endings` names for each proposal the one that it decides.
    ///
    /// Proposals that come to the computed text are dropped; of those that come to one text, the
    /// cheapest stay.
    pub(crate) fn build(
        layout: &Layout,
        proposals: &[Proposal],
        respell: Respell<'_>,
        endings: &[Option<usize>],
        target: &impl Target,
    ) -> Self {
        let mut lattice = Self::with_bases(layout);
        let numbers: BTreeMap<&SlotKey, usize> = layout
            .slots
            .iter()
            .enumerate()
            .map(|(number, slot)| (&slot.key, number))
            .collect();
        for (index, proposal) in proposals.iter().enumerate() {
            let ending = endings.get(index).copied().flatten();
            if let Some((slot, mut other)) = lattice.compile(layout, &numbers, (proposal, respell), ending) {
                other.proposals.push(index);
                lattice.slots[slot].others.push(other);
            }
        }
        for slot in &mut lattice.slots {
            merge_equal(&lattice.arena, &mut slot.others);
        }
        lattice.count(target);
        lattice
    }

    /// All slots.
    pub(crate) fn slots(&self) -> &[Options] {
        &self.slots
    }

    /// The bytes of a text.
    pub(crate) fn bytes(&self, text: Text) -> &[u8] {
        &self.arena[text.start as usize..text.end as usize]
    }

    /// The base text from the end of what was taken, at `from`, up to slot `slot`.
    pub(crate) fn base_between(&self, from: u32, slot: usize) -> &[u8] {
        &self.arena[from as usize..self.base_start(slot) as usize]
    }

    /// Where the base text of a slot begins; behind the last slot, where all of it ends.
    pub(crate) fn base_start(&self, slot: usize) -> u32 {
        match self.slots.get(slot) {
            Some(options) => options.base.start,
            None => self.slots.last().map_or(0, |last| last.base.end),
        }
    }

    /// Upper bound of the combinations from `slot` on that spend the purse.
    pub(crate) fn ways(&self, slot: usize, purse: Purse) -> u64 {
        self.ways[slot][purse.edits.min(MOST_EDITS)][usize::from(purse.cost)]
    }

    fn with_bases(layout: &Layout) -> Self {
        let mut lattice = Self {
            arena: Vec::with_capacity(4096),
            slots: Vec::with_capacity(layout.slots.len() + layout.ends.len()),
            ways: Vec::new(),
        };
        let texts = layout.slots.iter().map(|slot| (slot.text.as_deref(), slot.end));
        let behind = layout.ends.iter().map(|_| (None, &b""[..]));
        for (text, end) in texts.chain(behind) {
            let base = lattice.push(text, end);
            let others = Vec::new();
            lattice.slots.push(Options { base, others });
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

    /// The slot a proposal begins at, and what it says; `None` when it changes nothing there.
    fn compile(
        &mut self,
        layout: &Layout,
        numbers: &BTreeMap<&SlotKey, usize>,
        (proposal, respell): (&Proposal, Respell<'_>),
        ending: Option<usize>,
    ) -> Option<(usize, Other)> {
        if proposal.cost > HIGHEST {
            return None;
        }
        let mut texts: Vec<(usize, Text)> = Vec::new();
        for (key, text) in &proposal.texts {
            let Some(&number) = numbers.get(key) else { continue };
            let slot = &layout.slots[number];
            let text = text.as_deref().map(|text| respell(key, text));
            if slot.text != text {
                texts.push((number, self.push(text.as_deref(), slot.end)));
            }
        }
        texts.sort_unstable_by_key(|(number, _)| *number);
        let (slot, text) = match (texts.first(), ending) {
            (Some(&first), _) => first,
            (None, Some(_)) => {
                let slot = layout.slots.len() + first_end(layout, proposal)?;
                (slot, self.slots[slot].base)
            }
            (None, None) => return None,
        };
        Some((
            slot,
            Other {
                cost: proposal.cost,
                text,
                rest: texts.split_off(texts.len().min(1)),
                ending,
                proposals: Vec::new(),
            },
        ))
    }

    fn count(&mut self, target: &impl Target) {
        let last = self.slots.len();
        let mut ways = vec![[[0; LEVELS]; MOST_EDITS + 1]; last + 1];
        for (edits, by_cost) in ways[last].iter_mut().enumerate() {
            for cost in 0..=HIGHEST {
                let affordable = cost == 0 || edits > 0;
                by_cost[usize::from(cost)] = if affordable { target.keys_costing(cost) } else { 0 };
            }
        }
        for slot in (0..last).rev() {
            ways[slot] = ways[slot + 1];
            for other in &self.slots[slot].others {
                add_ways(&mut ways, slot, usize::from(other.cost));
            }
        }
        self.ways = ways;
    }
}

/// The first line of the stage after the varied one that a proposal changes, by number.
fn first_end(layout: &Layout, proposal: &Proposal) -> Option<usize> {
    let changed = |line: &Slot| {
        let mut texts = proposal.texts.iter();
        texts.any(|(key, text)| *key == line.key && *text != line.text)
    };
    layout.ends.iter().position(changed)
}

/// Counts the ways that depart at `slot` for `cost`.
fn add_ways(ways: &mut [[[u64; LEVELS]; MOST_EDITS + 1]], slot: usize, cost: usize) {
    for edits in 1..=MOST_EDITS {
        for sum in cost..LEVELS {
            let more = ways[slot + 1][edits - 1][sum - cost];
            ways[slot][edits][sum] = ways[slot][edits][sum].saturating_add(more);
        }
    }
}

/// Keeps the cheapest of those that say the same, with all proposals of that cost; cheapest first.
fn merge_equal(arena: &[u8], others: &mut Vec<Other>) {
    let bytes = |text: Text| &arena[text.start as usize..text.end as usize];
    let rest = |other: &Other| -> Vec<(usize, Vec<u8>)> {
        let all = other.rest.iter();
        all.map(|&(slot, text)| (slot, bytes(text).to_vec())).collect()
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
        same
    });
    others.sort_by_key(|other| (other.cost, other.proposals.first().copied()));
}
