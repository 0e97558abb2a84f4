//! The diagnosed requests, by the order in which they were settled.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::broadcast;

use super::{Archive, Concern, Judged, Record};

/// What listeners are told.
#[derive(Debug, Clone)]
pub struct News {
    /// The request as the inspect address shows it.
    pub record: Arc<Record>,
    /// The request itself; `None` where the record stands for requests that were missed.
    pub judged: Option<Arc<Judged>>,
}

/// The newest diagnosed requests, shared by all who look at them.
///
/// A request gets its number when it is settled, and is told once it is diagnosed: one whose search takes
/// long is told after others with higher numbers, and stands before them.
#[derive(Debug, Clone)]
pub struct RequestLog {
    kept: Arc<Mutex<Kept>>,
    news: broadcast::Sender<News>,
}

#[derive(Debug)]
struct Kept {
    /// By number.
    ring: VecDeque<Told>,
    capacity: usize,
    /// About how many bytes the ring holds.
    bytes: usize,
    last: u64,
    told: u64,
    tally: Tally,
    archive: Option<Archive>,
}

/// How many requests there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All that were diagnosed.
    pub requests: u64,
    /// Those whose signature does not verify, or that the service refused.
    pub mismatches: u64,
    /// Those that verify and harm all the same.
    pub hazards: u64,
}

impl Tally {
    fn count(&mut self, concern: Concern) {
        self.requests += 1;
        match concern {
            Concern::None => {}
            Concern::Mismatch => self.mismatches += 1,
            Concern::Hazard => self.hazards += 1,
        }
    }
}

/// A record, and when it was told.
#[derive(Debug)]
struct Told {
    record: Arc<Record>,
    turn: u64,
}

impl RequestLog {
    /// A log in memory that remembers `capacity` requests, or the newest 64 MiB of them.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self::resume(capacity, None, Vec::new())
    }

    /// A log that goes on where an archive left off; it remembers and keeps the newest `capacity`.
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
            told: 0,
            tally: Tally::default(),
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

    /// The requests that are newer than number `id` or were told after it, by number. Whoever asks on with
    /// the last number that it got misses none; it may get one again.
    #[must_use]
    pub fn after(&self, id: u64) -> Vec<Arc<Record>> {
        self.with(|kept| {
            let turn = kept.place(id).ok().map(|at| kept.ring[at].turn);
            let is_newer = |told: &&Told| told.record.id > id || turn.is_some_and(|turn| told.turn > turn);
            kept.ring
                .iter()
                .filter(is_newer)
                .map(|told| Arc::clone(&told.record))
                .collect()
        })
    }

    /// One request, while it is remembered.
    #[must_use]
    pub fn find(&self, id: u64) -> Option<Arc<Record>> {
        self.with(|kept| {
            let at = kept.place(id).ok()?;
            Some(Arc::clone(&kept.ring[at].record))
        })
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

    /// How many requests were diagnosed since the start, and how many are of concern.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.with(|kept| kept.tally)
    }

    /// The requests from now on. A listener that falls behind by more than 256 misses some.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// The number of the request that was settled next.
    pub(super) fn number(&self) -> u64 {
        self.with(|kept| {
            kept.last += 1;
            kept.last
        })
    }

    /// Takes a request in; may wait for the disk.
    pub(super) fn push(&self, id: u64, judged: Judged) -> io::Result<()> {
        let record = Record::of(&judged, id);
        let concern = judged.concern();
        self.with(|kept| kept.tally.count(concern));
        self.take(record, Some(Arc::new(judged)))
    }

    /// Takes in that `count` requests before `moment` were forgotten before they were diagnosed.
    pub(super) fn miss(&self, id: u64, count: u64, moment: Timestamp) -> io::Result<()> {
        self.take(Record::of_missed(count, moment, id), None)
    }

    fn take(&self, record: Record, judged: Option<Arc<Judged>>) -> io::Result<()> {
        let record = Arc::new(record);
        let written = self.with(|kept| kept.push(&record));
        // Nobody listening is no error.
        let _ = self.news.send(News { record, judged });
        written
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// Where the record of this number is, or belongs.
    fn place(&self, id: u64) -> Result<usize, usize> {
        self.ring.binary_search_by_key(&id, |told| told.record.id)
    }

    /// Takes a record into the ring; those with the lowest numbers leave it for others, and one always stays.
    fn remember(&mut self, record: Arc<Record>) {
        self.bytes += record.weight();
        self.told += 1;
        let turn = self.told;
        let at = self.place(record.id).unwrap_or_else(|at| at);
        self.ring.insert(at, Told { record, turn });
        while self.ring.len() > self.capacity || (self.bytes > MOST_BYTES && self.ring.len() > 1) {
            if let Some(oldest) = self.ring.pop_front() {
                self.bytes -= oldest.record.weight();
            }
        }
    }

    fn push(&mut self, record: &Arc<Record>) -> io::Result<()> {
        self.remember(Arc::clone(record));
        let Some(archive) = &mut self.archive else {
            return Ok(());
        };
        archive.append(record, self.ring.iter().map(|told| &*told.record))
    }
}

/// Most bytes of requests in memory, so that large heads cannot fill it.
const MOST_BYTES: usize = 64 << 20;
