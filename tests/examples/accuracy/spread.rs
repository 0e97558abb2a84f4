//! The work, spread over threads. What is drawn does not depend on their number.

use std::ops::Range;
use std::thread;

use tests::accuracy::base::Request;
use tests::accuracy::cause::causes;
use tests::accuracy::drawn::count::{Counted, Trial, count};
use tests::accuracy::measure::{Plan, Watch, measure as measured};
use tests::accuracy::row::Row;
use tests::accuracy::unrelated::{Unrelated, unrelated as diagnosed};

use crate::Arguments;

/// Measures the causes, each on one thread.
pub(crate) fn measure(arguments: &Arguments, at_once: usize, real: &[Request], watch: Watch<'_>) -> Vec<Row> {
    let mut ids: Vec<&str> = causes().iter().map(|cause| cause.id).collect();
    ids.retain(|id| arguments.cause.as_ref().is_none_or(|only| only == id));
    let threads = arguments.threads.max(1);
    let share = |worker: usize| {
        let own = ids.iter().enumerate().skip(worker).step_by(threads);
        let rows = own.flat_map(|(place, id)| {
            let plan = Plan {
                cause: Some((*id).to_owned()),
                ..arguments.plan(at_once)
            };
            measured(&plan, real, watch).into_iter().map(move |row| (place, row))
        });
        rows.collect::<Vec<_>>()
    };
    let mut rows: Vec<(usize, Row)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|worker| scope.spawn(move || share(worker))).collect();
        workers.into_iter().flat_map(|worker| joined(worker)).collect()
    });
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Diagnoses requests signed with unrelated keys.
pub(crate) fn unrelated(arguments: &Arguments, requests: u64, real: &[Request], watch: Watch<'_>) -> Unrelated {
    let trial = arguments.trial();
    let mut sum = Unrelated::default();
    for run in shared(arguments, requests, &|numbers| diagnosed(trial, numbers, real, watch)) {
        sum.requests += run.requests;
        sum.pairs += run.pairs;
        sum.candidates += run.candidates;
        sum.proven.extend(run.proven);
    }
    sum
}

/// Diagnoses faults drawn at random.
pub(crate) fn drawn(arguments: &Arguments, trial: Trial, cases: u64, real: &[Request], watch: Watch<'_>) -> Counted {
    let mut sum = Counted::default();
    for run in shared(arguments, cases, &|numbers| count(trial, numbers, real, watch)) {
        sum.add(run);
    }
    sum
}

/// What becomes of numbers up to some, each thread's share by itself.
fn shared<T: Send>(arguments: &Arguments, numbers: u64, run: &(dyn Fn(Range<u64>) -> T + Sync)) -> Vec<T> {
    let threads = arguments.threads.max(1) as u64;
    let share = |worker: u64| numbers * worker / threads..numbers * (worker + 1) / threads;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| scope.spawn(move || run(share(worker))))
            .collect();
        workers.into_iter().map(joined).collect()
    })
}

/// The result of a worker; its panic goes on here.
fn joined<T>(worker: thread::ScopedJoinHandle<'_, T>) -> T {
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
