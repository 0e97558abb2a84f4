//! The work, spread over threads. What is drawn does not depend on their number.

use std::thread;

use tests::accuracy::base::Request;
use tests::accuracy::cause::causes;
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
    let threads = arguments.threads.max(1) as u64;
    let trial = arguments.trial();
    let share = |worker: u64| requests * worker / threads..requests * (worker + 1) / threads;
    thread::scope(|scope| {
        let workers = (0..threads).map(|worker| scope.spawn(move || diagnosed(trial, share(worker), real, watch)));
        let workers: Vec<_> = workers.collect();
        let mut sum = Unrelated::default();
        for run in workers.into_iter().map(joined) {
            sum.requests += run.requests;
            sum.pairs += run.pairs;
            sum.candidates += run.candidates;
            sum.proven.extend(run.proven);
        }
        sum
    })
}

/// The result of a worker; its panic goes on here.
fn joined<T>(worker: thread::ScopedJoinHandle<'_, T>) -> T {
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
