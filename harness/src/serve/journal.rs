//! The diagnosed requests, in the order in which they were settled.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use mock_oss::server::{Entry, HttpRefusal, Outcome};
use tokio::sync::broadcast;

use super::{Archive, Record};
use crate::diagnosis::Diagnosis;

/// One request with its diagnosis.
#[derive(Debug)]
pub struct Judged {
    /// What was received, judged and answered.
    pub entry: Arc<Entry>,
    /// Why; `None` when there was no head to diagnose, or no request to the service.
    pub diagnosis: Option<Diagnosis>,
    /// What the service's error says in words, for people to see; `None` without an error.
    pub message: Option<String>,
}

impl Judged {
    /// Why the request never reached the service: what HTTP says, then what is wrong with its head.
    /// Empty when it did.
    #[must_use]
    pub fn why_unread(&self) -> Vec<String> {
        let refusal = match &self.entry.outcome {
            Outcome::RefusedByHttp(refusal) => Some(refusal.to_string()),
            Outcome::Answered(_) | Outcome::Abandoned => None,
        };
        let is_told = matches!(self.entry.outcome, Outcome::RefusedByHttp(HttpRefusal::Tls));
        let head = self.entry.arrival.head.as_ref().err().filter(|_| !is_told);
        refusal.into_iter().chain(head.map(ToString::to_string)).collect()
    }
}

/// What listeners are told.
#[derive(Debug, Clone)]
pub struct News {
    /// The request as the inspect address shows it.
    pub record: Arc<Record>,
    /// The request itself; `None` where the record stands for requests that were missed.
    pub judged: Option<Arc<Judged>>,
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
    /// About how many bytes the ring holds.
    bytes: usize,
    last: u64,
    archive: Option<Archive>,
}

impl Journal {
    /// A journal in memory that remembers `capacity` requests, or the newest 64 MiB of them.
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
        let mut kept = Kept {
            ring: VecDeque::new(),
            capacity,
            bytes: 0,
            last: records.iter().map(|record| record.id).max().unwrap_or(0),
            archive,
        };
        for record in records {
            kept.remember(Arc::new(record));
        }
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
            kept.bytes = 0;
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
        let (record, written) = self.with(|kept| kept.push(|id| Record::of(&judged, id)));
        self.tell(record, Some(judged));
        written
    }

    /// Takes in that `count` requests before `moment` were forgotten before they were diagnosed.
    pub(super) fn miss(&self, count: u64, moment: Timestamp) -> io::Result<()> {
        let (record, written) = self.with(|kept| kept.push(|id| Record::of_missed(count, moment, id)));
        self.tell(record, None);
        written
    }

    fn tell(&self, record: Arc<Record>, judged: Option<Arc<Judged>>) {
        // Nobody listening is no error.
        let _ = self.news.send(News { record, judged });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// Takes a record into the ring; the oldest leave it for the newest, which always stays.
    fn remember(&mut self, record: Arc<Record>) {
        self.bytes += record.weight();
        self.ring.push_back(record);
        while self.ring.len() > self.capacity || (self.bytes > MOST_BYTES && self.ring.len() > 1) {
            if let Some(oldest) = self.ring.pop_front() {
                self.bytes -= oldest.weight();
            }
        }
    }

    /// Takes in the record that is made for the next number.
    fn push(&mut self, made: impl FnOnce(u64) -> Record) -> (Arc<Record>, io::Result<()>) {
        self.last += 1;
        let record = Arc::new(made(self.last));
        self.remember(Arc::clone(&record));
        let remembered = self.ring.make_contiguous();
        let written = match &mut self.archive {
            Some(archive) => archive.append(&record, remembered),
            None => Ok(()),
        };
        (record, written)
    }
}

/// Most bytes of requests in memory, so that large heads cannot fill it.
const MOST_BYTES: usize = 64 << 20;
