//! Requests that were settled and wait for the quick lane.

use std::collections::VecDeque;
use std::sync::Arc;

use mock_oss::server::{EntryId, Ledger};

use crate::serve::{RequestLog, Settled};

/// What waits, by number.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    queue: VecDeque<Next>,
    bytes: usize,
    /// The newest entry that was taken in.
    last: EntryId,
}

/// What is told next.
#[derive(Debug)]
pub(super) enum Next {
    /// So many were forgotten by the ledger before this one.
    Missed {
        id: u64,
        count: u64,
        before: Arc<dyn Settled>,
    },
    /// A request.
    Settled { id: u64, entry: Arc<dyn Settled> },
}

impl Waiting {
    /// The newest entry that was taken in.
    pub(super) fn last(&self) -> EntryId {
        self.last
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Takes what the ledger has, and gives each its number, while not too much waits already. What stays
    /// in the ledger is bounded there.
    pub(super) fn take_in<E: Settled>(&mut self, ledger: &Ledger<E>, log: &RequestLog) {
        if self.bytes > MOST_BYTES || self.queue.len() > MOST {
            return;
        }
        for entry in ledger.after(self.last) {
            let entry: Arc<dyn Settled> = entry;
            let count = entry.id().0 - self.last.0 - 1;
            self.last = entry.id();
            if count > 0 {
                self.queue.push_back(Next::Missed {
                    id: log.number(),
                    count,
                    before: Arc::clone(&entry),
                });
            }
            self.bytes += entry.head().len();
            self.queue.push_back(Next::Settled {
                id: log.number(),
                entry,
            });
        }
    }

    /// The first that needs no search, or else the first: a good request waits for no bad one.
    pub(super) fn next(&mut self) -> Option<Next> {
        let quickest = self.queue.iter().position(|next| !next.needs_search());
        let next = self.queue.remove(quickest.unwrap_or(0))?;
        if let Next::Settled { entry, .. } = &next {
            self.bytes -= entry.head().len();
        }
        Some(next)
    }
}

impl Next {
    fn needs_search(&self) -> bool {
        match self {
            Self::Missed { .. } => false,
            Self::Settled { entry, .. } => entry.needs_search(),
        }
    }
}

/// So much may wait before no more is taken in. All at once it is this and what the ledger holds.
const MOST_BYTES: usize = 4 << 20;
const MOST: usize = 1024;
