//! One total cost after the other, over all starts, until something is found or the budget is spent.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use super::allowance::{Allowance, HIGHEST};
use super::spending::Spending;
use super::start::{Built, Engine, Start};
use super::starts::Starts;
use super::walk::Hit;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Change;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::Layout;
use crate::diagnosis::hypothesis::Ideas;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::{Budget, Limit};

// A worked example: starts S0 (the received head, cost 0) and S2 (without a group of leaked fields, cost 2). Level 1
// visits S0's combinations of cost 1; level 2 those of cost 2 and S2's of cost 0, which is the head itself under the
// known key; level 3 S0's of 3 and S2's of 1. When level 2 finds something, it is told together with everything else
// of level 2, and level 3 is never begun: what costs more is less likely. A start is compiled anew only where
// `ceiling` rises, four times at most, and what it held before is given back to the budget first.

/// What a search came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Everything found at the lowest cost at which anything was.
    pub(crate) solutions: Vec<Solution>,
    /// How many combinations were tried.
    pub(crate) candidates: u64,
    /// What ended it before everything within reach, or everything up to the solution's cost, was tried.
    pub(crate) limit: Option<Limit>,
    /// The highest cost of which everything was tried; 0 when nothing was.
    pub(crate) completed: Cost,
}

/// A string whose MAC is the presented signature.
#[derive(Debug)]
pub(crate) struct Solution {
    /// Which start, by number.
    pub(crate) start: usize,
    /// The start's steps.
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
    /// Makes the starts that cost more than [`BEFORE_MORE`]. They are many, so that they are made only
    /// when the search gets there.
    pub(crate) more: for<'a> fn(&[Start<'a>]) -> Vec<Start<'a>>,
}

/// Searches all starts, best first.
pub(crate) fn search(begin: &mut Starts<'_>, asked: Asked, budget: &Budget<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut spending = Spending::new(budget);
    spending.hold(begin.held);
    let starts = &mut begin.all;
    let mut pool = Pool::new(asked.ideas);
    let mut built: Vec<Option<(Cost, Built, usize)>> = Vec::new();
    for level in 1..=HIGHEST {
        if level == BEFORE_MORE + 1 {
            starts.append(&mut (asked.more)(starts));
        }
        built.resize_with(starts.len(), || None);
        for number in in_turn(starts) {
            let (start, built) = (&starts[number], &mut built[number]);
            let Some(cost) = level.checked_sub(start.cost).filter(|cost| *cost <= start.reach()) else {
                continue;
            };
            let ceiling = ceiling(cost).min(start.reach());
            spending.look_at_the_clock();
            if built.as_ref().is_none_or(|(known, ..)| *known < ceiling) && !spending.is_spent() {
                built.take().into_iter().for_each(|(_, _, held)| spending.release(held));
                let ideas = pool.ideas(&start.case, ceiling, &mut spending);
                let compiled = start.build(&ideas);
                let size = compiled.size();
                if spending.hold(size) {
                    *built = Some((ceiling, compiled, size));
                }
            }
            if let Some((_, built, _)) = built {
                for (changes, signed) in at_cost(start, built, cost, &mut spending) {
                    outcome.solutions.push(Solution {
                        start: number,
                        steps: start.steps().to_vec(),
                        changes,
                        signed,
                    });
                }
                if built.is_cut(cost) {
                    spending.spend(Limit::Room);
                }
            }
        }
        spending.look_at_the_clock();
        if !spending.is_spent() {
            outcome.completed = level;
        }
        if !outcome.solutions.is_empty() || spending.is_spent() {
            break;
        }
    }
    outcome.candidates = spending.tried;
    let in_part = || starts.iter().any(|start| start.case.is_varied_in_part());
    let of_starts = begin.cut.or_else(|| in_part().then_some(Limit::Room));
    outcome.limit = spending.spent.or(of_starts);
    outcome
}

/// Heads without a group of leaked fields come first: of what costs the same, they explain most, and vary least.
fn in_turn(starts: &[Start<'_>]) -> impl Iterator<Item = usize> {
    let groups = (0..starts.len()).filter(|&number| starts[number].is_of_a_group());
    groups.chain((0..starts.len()).filter(|&number| !starts[number].is_of_a_group()))
}

/// Up to this cost only the first starts are searched.
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

fn at_cost(start: &Start<'_>, built: &Built, cost: Cost, spending: &mut Spending<'_>) -> Vec<(Vec<Change>, Layout)> {
    let mut found: Vec<Hit> = Vec::new();
    match &built.engine {
        Engine::One(target) => {
            for (number, key) in built.keys().iter().enumerate() {
                let Some(allowance) = Allowance::beside(key, cost, start.weight) else {
                    continue;
                };
                spending.look_at_the_clock();
                let hits = spending.walk(&built.lattice, target, &key.keyed.start(), allowance);
                found.extend(hits.into_iter().map(|hit| Hit { key: number, ..hit }));
            }
        }
        Engine::Two(target) => {
            let weight = start.weight;
            found = spending.walk(&built.lattice, target, &Sha256::new(), Allowance { cost, weight });
        }
    }
    let mut all = Vec::new();
    for hit in found {
        let signed = built.signed(start, &hit);
        for mut changes in built.readings(&hit) {
            // What is found is held as well; of very many ways to say the same, some are enough.
            if !all.is_empty() && !spending.hold(signed.size()) {
                return all;
            }
            changes.extend(start.notes().map(Change::Other));
            all.push((changes, signed.clone()));
        }
    }
    all
}

/// Proposes for a head, up to a cost, until it is late, no more bytes than there is room for.
pub(crate) type Ask = fn(&Case<'_>, Cost, &dyn Fn() -> bool, usize) -> Ideas;

/// What heads' families proposed: a head with several variations is asked once.
#[derive(Debug)]
struct Pool<'a> {
    ask: Ask,
    all: Vec<(Rc<Case<'a>>, Cost, Rc<Ideas>)>,
}

impl<'a> Pool<'a> {
    /// An empty pool.
    fn new(ask: Ask) -> Self {
        let all = Vec::new();
        Self { ask, all }
    }

    /// What is proposed for a head up to a cost.
    fn ideas(&mut self, case: &Rc<Case<'a>>, ceiling: Cost, spending: &mut Spending<'_>) -> Rc<Ideas> {
        let known = |(other, cost, _): &&(Rc<Case<'a>>, Cost, _)| Rc::ptr_eq(other, case) && *cost == ceiling;
        if let Some((.., ideas)) = self.all.iter().find(known) {
            return Rc::clone(ideas);
        }
        let ideas = Rc::new((self.ask)(
            case,
            ceiling,
            &|| spending.is_late(),
            spending.room() / SHARE,
        ));
        spending.hold(ideas.size());
        self.all.push((Rc::clone(case), ceiling, Rc::clone(&ideas)));
        ideas
    }
}

/// Of the room that is left, a head's proposals take no more than this part, so that as much is left for
/// their lattice and for other heads.
const SHARE: usize = 4;
