//! The diagnosed requests, in the order in which they were settled.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use mock_oss::server::Entry;
use tokio::sync::broadcast;

use super::{Archive, Record};
use crate::diagnosis::Diagnosis;

/// One request with its diagnosis.
#[derive(Debug)]
pub struct Judged {
    /// What was received, judged and answered.
    pub entry: Arc<Entry>,
    /// Why; `None` when there was no head to diagnose.
    pub diagnosis: Option<Diagnosis>,
}

/// What listeners are told.
#[derive(Debug, Clone)]
pub struct News {
    /// The request as the inspect address shows it.
    pub record: Arc<Record>,
    /// The request itself.
    pub judged: Arc<Judged>,
}

/// The newest diagnosed requests, shared by all who look at them.
#[derive(Debug, Clone)]
pub struct Journal {
    kept: Arc<Mutex<Kept>>,
    news: broadcast::Sender<News>,
}

#[derive(Debug)]
struct Kept {
    ring: VecDeque<Arc<Record>>,
    capacity: usize,
    last: u64,
    archive: Option<Archive>,
}

impl Journal {
    /// A journal in memory that remembers `capacity` requests.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self::resume(capacity, None, Vec::new())
    }

    /// A journal that goes on where an archive left off; it remembers and keeps the newest `capacity`.
    #[must_use]
    pub fn on_disk(capacity: usize, archive: Archive, records: Vec<Record>) -> Self {
        Self::resume(capacity, Some(archive), records)
    }

    fn resume(capacity: usize, archive: Option<Archive>, records: Vec<Record>) -> Self {
        let surplus = records.len().saturating_sub(capacity);
        let last = records.iter().map(|record| record.id).max().unwrap_or(0);
        let kept = Kept {
            ring: records.into_iter().skip(surplus).map(Arc::new).collect(),
            capacity,
            last,
            archive,
        };
        Self {
            kept: Arc::new(Mutex::new(kept)),
            news: broadcast::Sender::new(256),
        }
    }

    /// The requests newer than number `id`, oldest first.
    #[must_use]
    pub fn after(&self, id: u64) -> Vec<Arc<Record>> {
        self.with(|kept| kept.ring.iter().filter(|record| record.id > id).cloned().collect())
    }

    /// One request, while it is remembered.
    #[must_use]
    pub fn find(&self, id: u64) -> Option<Arc<Record>> {
        self.with(|kept| kept.ring.iter().find(|record| record.id == id).cloned())
    }

    /// Forgets all requests. Numbers go on.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn clear(&self) -> io::Result<()> {
        self.with(|kept| {
            kept.ring.clear();
            kept.archive.as_mut().map_or(Ok(()), Archive::clear)
        })
    }

    /// The requests from now on. A listener that falls behind by more than 256 misses some.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Takes a request in; may wait for the disk.
    pub(super) fn push(&self, judged: Judged) -> io::Result<()> {
        let judged = Arc::new(judged);
        let (record, written) = self.with(|kept| kept.push(&judged));
        // Nobody listening is no error.
        let _ = self.news.send(News { record, judged });
        written
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    fn push(&mut self, judged: &Judged) -> (Arc<Record>, io::Result<()>) {
        self.last += 1;
        let record = Arc::new(Record::of(judged, self.last));
        self.ring.push_back(Arc::clone(&record));
        while self.ring.len() > self.capacity {
            self.ring.pop_front();
        }
        let remembered = self.ring.make_contiguous();
        let written = match &mut self.archive {
            Some(archive) => archive.append(&record, remembered),
            None => Ok(()),
        };
        (record, written)
    }
}
