//! The slow lane: long searches, one after another.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::spawn_blocking;

use super::judge::{Effort, Knowledge, is_cut, judge, tell_of_cut};
use crate::diagnosis::Cut;
use crate::serve::{Judged, RequestLog};

/// A request that the quick lane could not explain.
#[derive(Debug)]
pub(in crate::serve) struct Job {
    pub(super) id: u64,
    /// As far as the quick lane came.
    pub(super) judged: Judged,
}

/// The way from the quick lane to this one.
pub(in crate::serve) fn lane() -> (mpsc::Sender<Job>, mpsc::Receiver<Job>) {
    mpsc::channel(WAITING)
}

/// Searches until nobody sends any more. A search is cut short while many wait behind it.
pub(in crate::serve) async fn search(mut jobs: mpsc::Receiver<Job>, log: RequestLog, knowledge: Knowledge) {
    while let Some(job) = jobs.recv().await {
        let waiting = jobs.len();
        let (log, knowledge) = (log.clone(), knowledge.clone());
        // A full disk is no end, as in the quick lane.
        let _ = spawn_blocking(move || log.push(job.id, searched(job.judged, &knowledge, waiting))).await;
    }
}

/// Takes in a request that did not get here.
pub(super) fn tell_unsearched(unsent: TrySendError<Job>, log: &RequestLog) -> io::Result<()> {
    let (mut job, why) = match unsent {
        TrySendError::Full(job) => (job, Cut::OthersWait(WAITING)),
        TrySendError::Closed(job) => (job, Cut::Stopped),
    };
    tell_of_cut(&mut job.judged, why);
    log.push(job.id, job.judged)
}

fn searched(mut judged: Judged, knowledge: &Knowledge, waiting: usize) -> Judged {
    let share = share(knowledge.search_time, waiting);
    if !knowledge.stopped.is_told() {
        let effort = Effort {
            time: share.or(knowledge.search_time),
            workers: knowledge.workers,
            stopped: Some(&knowledge.stopped),
        };
        judged = judge(Arc::clone(&judged.entry), knowledge, &effort);
    }
    if is_cut(&judged) && knowledge.stopped.is_told() {
        tell_of_cut(&mut judged, Cut::Stopped);
    } else if is_cut(&judged) && share.is_some() {
        tell_of_cut(&mut judged, Cut::OthersWait(waiting));
    }
    judged
}

/// The time of one search while many requests wait behind it: a second for all of them together. `None`
/// while few wait, or where the limit is shorter.
fn share(limit: Option<Duration>, waiting: usize) -> Option<Duration> {
    let parts = u32::try_from(waiting).unwrap_or(u32::MAX);
    let share = (waiting > FEW).then(|| Duration::from_secs(1) / parts)?;
    limit.is_none_or(|limit| share < limit).then_some(share)
}

/// So many may wait for a whole search each.
const FEW: usize = 3;

/// Most requests that wait for a search; each holds its head and what was found so far.
const WAITING: usize = 64;
