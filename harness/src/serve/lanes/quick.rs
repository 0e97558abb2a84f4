//! The quick lane: every request within milliseconds, good ones first.

use std::io;
use std::num::NonZeroUsize;
use std::time::Duration;

use mock_oss::server::{EntryId, Ledger};
use tokio::sync::mpsc;
use tokio::sync::watch::Sender;
use tokio::task::spawn_blocking;

use super::judge::{Effort, Knowledge, is_cut, judge};
use super::slow::{Job, tell_unsearched};
use super::waiting::{Next, Waiting};
use crate::serve::{RequestLog, Settled};

/// Moves entries from the ledger to the request log, until the task is dropped, and tells in `reached` how
/// far it is. What needs a longer search goes on to the slow lane, which never holds this one up; what the
/// ledger forgets meanwhile is counted.
pub(in crate::serve) async fn watch<E: Settled>(
    ledger: Ledger<E>,
    log: RequestLog,
    knowledge: Knowledge,
    slow: mpsc::Sender<Job>,
    reached: Sender<EntryId>,
) {
    let mut waiting = Waiting::default();
    loop {
        if waiting.is_empty() {
            reached.send_replace(waiting.last());
            ledger.wait_after(waiting.last()).await;
        }
        waiting.take_in(&ledger, &log);
        let Some(next) = waiting.next() else { continue };
        let turn = Turn {
            waiting: waiting.len(),
            knowledge: knowledge.clone(),
            log: log.clone(),
            slow: slow.clone(),
        };
        // A full disk must not end the watch: the request is in memory, and listeners were told.
        let _ = spawn_blocking(move || turn.take(next)).await;
    }
}

/// What is needed to take one entry.
struct Turn {
    waiting: usize,
    knowledge: Knowledge,
    log: RequestLog,
    slow: mpsc::Sender<Job>,
}

impl Turn {
    fn take(self, next: Next) -> io::Result<()> {
        let (id, entry) = match next {
            Next::Missed { id, count, before } => return self.log.miss(id, count, before.received_at()),
            Next::Settled { id, entry } => (id, entry),
        };
        let time = quick(self.waiting).min(self.knowledge.search_time.unwrap_or(QUICK));
        let effort = Effort {
            time: Some(time),
            workers: NonZeroUsize::MIN,
            stopped: None,
            behind: None,
        };
        let judged = judge(entry, &self.knowledge, &effort);
        let wants_more = self.knowledge.search_time.is_none_or(|limit| limit > time);
        if !is_cut(&judged) || !wants_more {
            return self.log.push(id, judged);
        }
        match self.slow.try_send(Job { id, judged }) {
            Ok(()) => Ok(()),
            Err(unsent) => tell_unsearched(unsent, &self.log),
        }
    }
}

/// The time of one request here. All that wait have a second together, so that the last is told soon.
fn quick(waiting: usize) -> Duration {
    let all = u32::try_from(waiting).unwrap_or(u32::MAX).saturating_add(1);
    QUICK.min(Duration::from_secs(1) / all)
}

/// Enough for nearly every request that can be explained.
const QUICK: Duration = Duration::from_millis(25);
