//! One total cost after the other, over all bases, until something is found or the budget is spent.

use sha2::{Digest as _, Sha256};

use super::base::{Base, Built, Engine};
use super::ideas::{Ask, Pool};
use super::meter::Meter;
use super::proposal::{Change, Cost};
use super::purse::{HIGHEST, Purse};
use super::slot::Layout;
use super::walk::Hit;
use crate::diagnosis::rebuild::Step;
use crate::diagnosis::{Budget, Limit};

/// What a search came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Everything found at the lowest cost at which anything was.
    pub(crate) findings: Vec<Finding>,
    /// How many combinations were tried.
    pub(crate) candidates: u64,
    /// What ended it before everything within reach, or everything up to the finding's cost, was tried.
    pub(crate) limit: Option<Limit>,
    /// The highest cost of which everything was tried; 0 when nothing was.
    pub(crate) completed: Cost,
}

/// A string whose MAC is the presented signature.
#[derive(Debug)]
pub(crate) struct Finding {
    /// Which base, by number.
    pub(crate) base: usize,
    /// The base's steps.
    pub(crate) steps: Vec<Step>,
    /// What the choices stand for.
    pub(crate) changes: Vec<Change>,
    /// The pieces of the string.
    pub(crate) signed: Layout,
}

/// Whom a search asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// Proposes what may have happened to a head, up to a cost.
    pub(crate) ideas: Ask,
    /// Makes the bases that cost more than [`BEFORE_MORE`]. They are many, so that they are made only
    /// when the search gets there.
    pub(crate) more: for<'a> fn(&[Base<'a>]) -> Vec<Base<'a>>,
}

/// Searches all bases, best first. `bases` are sorted by cost.
pub(crate) fn search(bases: &mut Vec<Base<'_>>, asked: Asked, budget: &Budget<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut meter = Meter::new(budget);
    let mut pool = Pool::new(asked.ideas);
    let mut built: Vec<Option<(Cost, Built)>> = Vec::new();
    for level in 1..=HIGHEST {
        if level == BEFORE_MORE + 1 {
            bases.append(&mut (asked.more)(bases));
        }
        built.resize_with(bases.len(), || None);
        for (number, (base, built)) in bases.iter().zip(&mut built).enumerate() {
            let Some(cost) = level.checked_sub(base.cost) else {
                continue;
            };
            let ceiling = ceiling(cost);
            meter.look_at_the_clock();
            if built.as_ref().is_none_or(|(known, _)| *known < ceiling) && !meter.is_spent() {
                let ideas = pool.ideas(&base.case, ceiling, &|| meter.is_late());
                *built = Some((ceiling, base.build(&ideas)));
            }
            if let Some((_, built)) = built {
                let found = at_cost(base, built, cost, &mut meter).into_iter();
                let findings = found.map(|(changes, signed)| Finding {
                    base: number,
                    steps: base.steps().to_vec(),
                    changes,
                    signed,
                });
                outcome.findings.extend(findings);
                if built.is_cut(cost) {
                    meter.spend(Limit::Room);
                }
            }
        }
        meter.look_at_the_clock();
        if !meter.is_spent() {
            outcome.completed = level;
        }
        if !outcome.findings.is_empty() || meter.is_spent() {
            break;
        }
    }
    outcome.candidates = meter.tried;
    outcome.limit = meter.spent;
    outcome
}

/// Up to this cost only the first bases are searched.
const BEFORE_MORE: Cost = 4;

/// Compiling again at every level would cost more than the everyday levels themselves.
fn ceiling(cost: Cost) -> Cost {
    match cost {
        0..=3 => 3,
        4..=5 => 5,
        6..=9 => 9,
        _ => Cost::MAX,
    }
}

fn at_cost(base: &Base<'_>, built: &Built, cost: Cost, meter: &mut Meter<'_>) -> Vec<(Vec<Change>, Layout)> {
    let mut found: Vec<Hit> = Vec::new();
    match &built.engine {
        Engine::One(target) => {
            for (number, key) in built.keys().iter().enumerate() {
                let Some(purse) = key.purse(cost, base.edits) else {
                    continue;
                };
                let hits = meter.walk(&built.lattice, target, &key.keyed.start(), purse);
                found.extend(hits.into_iter().map(|hit| Hit { key: number, ..hit }));
            }
        }
        Engine::Two(target) => {
            let edits = base.edits;
            found = meter.walk(&built.lattice, target, &Sha256::new(), Purse { cost, edits });
        }
    }
    let mut all = Vec::new();
    for hit in found {
        for mut changes in built.readings(&hit) {
            changes.extend(base.notes().map(Change::Other));
            all.push((changes, built.signed(base, &hit)));
        }
    }
    all
}
