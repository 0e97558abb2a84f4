//! Spending a budget, by one worker or several.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::allowance::Allowance;
use super::lattice::Lattice;
use super::target::Target;
use super::walk::{Branch, Hit, Walker, branches};
use crate::diagnosis::{Budget, Limit, Stopwatch};

/// What is left of a budget.
pub(super) struct Spending<'b> {
    left: u64,
    /// How many bytes may still be held.
    room: usize,
    time: Option<Stopwatch<'b>>,
    workers: NonZeroUsize,
    /// How many combinations were tried.
    pub(super) tried: u64,
    /// What is used up.
    pub(super) spent: Option<Limit>,
}

impl<'b> Spending<'b> {
    /// The whole budget.
    pub(super) fn new(budget: &Budget<'b>) -> Self {
        Self {
            left: budget.candidates,
            room: budget.bytes,
            time: budget.time,
            workers: budget.workers,
            tried: 0,
            spent: None,
        }
    }

    /// How many bytes may still be held.
    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// Holds so many bytes; false, and the budget is spent, when they are more than may be held.
    pub(super) fn hold(&mut self, bytes: usize) -> bool {
        if let Some(room) = self.room.checked_sub(bytes) {
            self.room = room;
            true
        } else {
            self.spend(Limit::Room);
            false
        }
    }

    /// Holds so many bytes no longer.
    pub(super) fn release(&mut self, bytes: usize) {
        self.room += bytes;
    }

    /// Whether its time is over.
    pub(super) fn is_late(&self) -> bool {
        self.time.is_some_and(Stopwatch::is_over)
    }

    /// Spends the budget when its time is over: a head of thousands of fields takes seconds to compile.
    pub(super) fn look_at_the_clock(&mut self) {
        if self.is_late() {
            self.spend(Limit::Time);
        }
    }

    /// Notes that something is used up; what was first counts.
    pub(super) fn spend(&mut self, limit: Limit) {
        self.spent.get_or_insert(limit);
    }

    /// Whether anything is used up.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.is_some()
    }

    /// All combinations that spend an allowance from one start, as far as the budget goes.
    ///
    /// Which branches are visited is decided before the first one is, by their upper bounds, so that
    /// the outcome does not depend on the workers.
    pub(super) fn walk<T: Target>(
        &mut self,
        lattice: &Lattice,
        target: &T,
        start: &T::State,
        allowance: Allowance,
    ) -> Vec<Hit> {
        if self.is_spent() {
            return Vec::new();
        }
        let mut chosen = branches(lattice, target, allowance);
        let mut sum = 0_u64;
        let affordable = chosen.iter().take_while(|branch| {
            sum = sum.saturating_add(branch.ways);
            sum <= self.left
        });
        let affordable = affordable.count();
        if affordable < chosen.len() {
            self.spend(Limit::Candidates);
        }
        chosen.truncate(affordable);
        let total: u64 = chosen.iter().map(|branch| branch.ways).sum();
        self.left -= total;
        let workers = Workers {
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            time: self.time,
            branches: &chosen,
        };
        let done = if self.workers.get() > 1 && total > WORTH_A_THREAD {
            workers.together(self.workers, || Walker::new(lattice, target, start.clone(), self.time))
        } else {
            let mut walker = Walker::new(lattice, target, start.clone(), self.time);
            workers.work(&mut walker);
            (walker.tried, walker.hits)
        };
        if workers.stopped.into_inner() {
            self.spend(Limit::Time);
        }
        self.tried += done.0;
        done.1
    }
}

/// Walkers that take branches from one list.
struct Workers<'a, 'b> {
    next: AtomicUsize,
    stopped: AtomicBool,
    time: Option<Stopwatch<'b>>,
    branches: &'a [Branch],
}

impl Workers<'_, '_> {
    fn work<T: Target>(&self, walker: &mut Walker<'_, T>) {
        while let Some(branch) = self.branches.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let is_over = self.time.is_some_and(Stopwatch::is_over);
            if !is_over {
                walker.walk(branch);
            }
            if is_over || walker.stopped {
                self.stopped.store(true, Ordering::Relaxed);
                return;
            }
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
}

/// Combinations below which starting a thread costs more than it saves.
const WORTH_A_THREAD: u64 = 50_000;
