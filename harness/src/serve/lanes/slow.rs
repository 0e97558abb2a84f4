//! The slow lane: long searches, one after another.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::judge::{Effort, Knowledge, is_cut, judge, share, tell_of_cut};
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

/// Searches until nobody sends any more. A search is cut short while others wait behind it, also those that
/// came after it began.
pub(in crate::serve) async fn search(mut jobs: mpsc::Receiver<Job>, log: RequestLog, knowledge: Knowledge) {
    while let Some(job) = jobs.recv().await {
        let behind = Arc::new(AtomicUsize::new(jobs.len()));
        let (log, knowledge, known) = (log.clone(), knowledge.clone(), Arc::clone(&behind));
        // A full disk is no end, as in the quick lane.
        let mut search = spawn_blocking(move || log.push(job.id, searched(job.judged, &knowledge, &known)));
        while timeout(LOOK, &mut search).await.is_err() {
            behind.store(jobs.len(), Ordering::Relaxed);
        }
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

fn searched(mut judged: Judged, knowledge: &Knowledge, behind: &AtomicUsize) -> Judged {
    if !knowledge.stopped.is_told() {
        let effort = Effort {
            time: knowledge.search_time,
            workers: knowledge.workers,
            stopped: Some(&knowledge.stopped),
            behind: Some(behind),
        };
        judged = judge(Arc::clone(&judged.entry), knowledge, &effort);
    }
    let waiting = behind.load(Ordering::Relaxed);
    let shared = share(waiting).is_some_and(|share| knowledge.search_time.is_none_or(|limit| share < limit));
    if is_cut(&judged) && knowledge.stopped.is_told() {
        tell_of_cut(&mut judged, Cut::Stopped);
    } else if is_cut(&judged) && shared {
        tell_of_cut(&mut judged, Cut::OthersWait(waiting));
    }
    judged
}

/// How often the queue behind a search is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Most requests that wait for a search; each holds its head and what was found so far.
const WAITING: usize = 64;
