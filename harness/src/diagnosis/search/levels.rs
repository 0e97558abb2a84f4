//! One total cost after the other, over all bases, until something is found or the budget is spent.

use std::num::NonZeroUsize;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use super::base::{Base, Built, Engine, Ideas};
use super::lattice::{HIGHEST, Lattice, Purse};
use super::proposal::{Change, Cost};
use super::slot::Layout;
use super::target::Target;
use super::walk::{Branch, Hit, Walker, branches};
use crate::diagnosis::case::Case;
use crate::diagnosis::rebuild::Step;
use crate::diagnosis::{Budget, Stopwatch};

/// What a search came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Everything found at the lowest cost at which anything was.
    pub(crate) findings: Vec<Finding>,
    /// How many combinations were tried.
    pub(crate) candidates: u64,
    /// Whether the search came to its end, with or without a finding.
    pub(crate) exhausted: bool,
    /// The highest cost that a single proposal could have.
    pub(crate) ceiling: Cost,
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

/// Searches all bases, best first. `bases` are sorted by cost; `more` makes those that cost more than
/// [`BEFORE_MORE`], which are many, and is asked only when the search gets there.
pub(crate) fn search<'a>(
    bases: &mut Vec<Base<'a>>,
    more: impl FnOnce(&[Base<'a>]) -> Vec<Base<'a>>,
    budget: &Budget<'_>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut meter = Meter::new(budget);
    let mut pool = Pool::default();
    let mut built: Vec<Option<(Cost, Built)>> = Vec::new();
    let mut more = Some(more);
    for level in 1..=HIGHEST {
        if level > BEFORE_MORE
            && let Some(more) = more.take()
        {
            bases.append(&mut more(bases));
        }
        built.resize_with(bases.len(), || None);
        for (number, (base, built)) in bases.iter().zip(&mut built).enumerate() {
            let Some(cost) = level.checked_sub(base.cost) else {
                continue;
            };
            let ceiling = ceiling(cost);
            outcome.ceiling = outcome.ceiling.max(ceiling);
            if built.as_ref().is_none_or(|(known, _)| *known < ceiling) && !meter.is_spent {
                *built = Some((ceiling, base.build(&pool.ideas(&base.case, ceiling))));
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
            }
        }
        if !outcome.findings.is_empty() || meter.is_spent {
            break;
        }
    }
    outcome.candidates = meter.tried;
    outcome.exhausted = !meter.is_spent || !outcome.findings.is_empty();
    outcome
}

/// Up to here only the cheaper bases are searched.
pub(crate) const BEFORE_MORE: Cost = 4;

/// Compiling again at every level would cost more than the everyday levels themselves.
fn ceiling(cost: Cost) -> Cost {
    match cost {
        0..=3 => 3,
        4..=5 => 5,
        6..=9 => 9,
        _ => Cost::MAX,
    }
}

/// What heads' families proposed: a head with several variations is asked once.
#[derive(Default)]
struct Pool<'a> {
    all: Vec<(Rc<Case<'a>>, Cost, Rc<Ideas>)>,
}

impl<'a> Pool<'a> {
    fn ideas(&mut self, case: &Rc<Case<'a>>, ceiling: Cost) -> Rc<Ideas> {
        let known = |(other, cost, _): &&(Rc<Case<'a>>, Cost, _)| Rc::ptr_eq(other, case) && *cost == ceiling;
        if let Some((.., ideas)) = self.all.iter().find(known) {
            return Rc::clone(ideas);
        }
        let ideas = Rc::new(Ideas::of(case, ceiling));
        self.all.push((Rc::clone(case), ceiling, Rc::clone(&ideas)));
        ideas
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

/// What is left of a budget.
struct Meter<'b> {
    left: u64,
    time: Option<Stopwatch<'b>>,
    workers: NonZeroUsize,
    tried: u64,
    is_spent: bool,
}

impl<'b> Meter<'b> {
    fn new(budget: &Budget<'b>) -> Self {
        Self {
            left: budget.candidates,
            time: budget.time,
            workers: budget.workers,
            tried: 0,
            is_spent: false,
        }
    }

    /// All combinations that spend a purse from one start, as far as the budget goes.
    ///
    /// Which branches are visited is decided before the first one is, by their upper bounds, so that
    /// the outcome does not depend on the workers.
    fn walk<T: Target>(&mut self, lattice: &Lattice, target: &T, start: &T::State, purse: Purse) -> Vec<Hit> {
        if self.is_spent {
            return Vec::new();
        }
        let mut chosen = branches(lattice, target, purse);
        let mut sum = 0_u64;
        let affordable = chosen.iter().take_while(|branch| {
            sum = sum.saturating_add(branch.ways);
            sum <= self.left
        });
        let affordable = affordable.count();
        self.is_spent = affordable < chosen.len();
        chosen.truncate(affordable);
        let total: u64 = chosen.iter().map(|branch| branch.ways).sum();
        self.left -= total;
        let crew = Crew {
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            time: self.time,
            branches: &chosen,
        };
        let done = if self.workers.get() > 1 && total > WORTH_A_THREAD {
            crew.together(self.workers, || Walker::new(lattice, target, start.clone()))
        } else {
            let mut walker = Walker::new(lattice, target, start.clone());
            crew.work(&mut walker);
            (walker.tried, walker.hits)
        };
        self.is_spent |= crew.stopped.into_inner();
        self.tried += done.0;
        done.1
    }
}

/// Walkers that take branches from one list.
struct Crew<'a, 'b> {
    next: AtomicUsize,
    stopped: AtomicBool,
    time: Option<Stopwatch<'b>>,
    branches: &'a [Branch],
}

impl Crew<'_, '_> {
    fn work<T: Target>(&self, walker: &mut Walker<'_, T>) {
        while let Some(branch) = self.branches.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            if self.is_late() {
                self.stopped.store(true, Ordering::Relaxed);
                return;
            }
            walker.walk(branch);
        }
    }

    fn together<'w, T: Target + 'w>(
        &self,
        workers: NonZeroUsize,
        walker: impl Fn() -> Walker<'w, T> + Sync,
    ) -> (u64, Vec<Hit>) {
        let done = Mutex::new((0, Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..workers.get() {
                scope.spawn(|| {
                    let mut walker = walker();
                    self.work(&mut walker);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.0 += walker.tried;
                    done.1.append(&mut walker.hits);
                });
            }
        });
        let (tried, mut hits) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        hits.sort_by(|one: &Hit, two| (&one.choices, one.key).cmp(&(&two.choices, two.key)));
        (tried, hits)
    }

    fn is_late(&self) -> bool {
        let Some(time) = self.time else { return false };
        time.limit.is_some_and(|limit| (time.elapsed)() > limit)
    }
}

/// Combinations below which starting a thread costs more than it saves.
const WORTH_A_THREAD: u64 = 50_000;
