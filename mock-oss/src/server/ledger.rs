//! What was received, judged and answered.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;

use super::HttpRefusal;
use crate::verify::Decision;
use crate::wire::Arrival;
use crate::wire::form::Form;

/// The record of a server or a relay, shared by all who look at it. It remembers the newest entries.
pub struct Ledger<E = Entry>(Arc<Shared<E>>);

/// What a ledger holds.
pub trait Recorded {
    /// Its number.
    fn id(&self) -> EntryId;

    /// About how many bytes it holds in memory.
    fn bytes(&self) -> usize;
}

/// Number of an entry, counted from 1 in the order in which requests were settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EntryId(pub u64);

/// How much a ledger remembers; the oldest entries go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerBounds {
    /// Most entries.
    pub entries: usize,
    /// Most bytes of heads, all entries together.
    pub bytes: usize,
}

/// One request and what became of it.
#[derive(Debug)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// When its head was complete, or when the connection ended without one.
    pub received_at: Timestamp,
    /// The head as received, or the bytes that are none and why; and how much of the body came.
    pub arrival: Arc<Arrival>,
    /// What the verifier decided at that moment; `None` when there was no head to verify.
    pub verdict: Option<Decision>,
    /// The form of a browser upload, up to its file.
    pub form: Option<Arc<Form>>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The service answered.
    Answered(Answer),
    /// The HTTP layer refused it, or never reached it.
    RefusedByHttp(HttpRefusal),
    /// The connection ended before the service had an answer.
    Abandoned,
}

/// An answer of the service's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The OSS error code (`SignatureDoesNotMatch`); `None` for a success.
    pub code: Option<&'static str>,
    /// The finer error code (`0002-00000040`), where OSS documents one.
    pub ec: Option<&'static str>,
    /// What the error says in words; `None` for a success. It may quote the policy of a form.
    pub message: Option<Cow<'static, str>>,
    /// `x-oss-request-id`.
    pub request_id: String,
}

/// A request before its outcome is known.
#[derive(Debug)]
pub(super) struct Happened {
    received_at: Timestamp,
    arrival: Arc<Arrival>,
    pub(super) verdict: Option<Decision>,
    pub(super) form: Option<Arc<Form>>,
}

struct Shared<E> {
    bounds: LedgerBounds,
    ring: Mutex<Ring<E>>,
    newest: watch::Sender<u64>,
}

struct Ring<E> {
    entries: VecDeque<Arc<E>>,
    bytes: usize,
    last: u64,
}

impl<E: Recorded> Ledger<E> {
    /// An empty one.
    #[must_use]
    pub fn new(bounds: LedgerBounds) -> Self {
        Self(Arc::new(Shared {
            bounds,
            ring: Mutex::new(Ring {
                entries: VecDeque::new(),
                bytes: 0,
                last: 0,
            }),
            newest: watch::Sender::new(0),
        }))
    }

    /// The entries that are remembered, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Arc<E>> {
        self.after(EntryId(0))
    }

    /// The entries newer than `id`, oldest first.
    #[must_use]
    pub fn after(&self, id: EntryId) -> Vec<Arc<E>> {
        self.with(|ring| {
            let first = ring.entries.partition_point(|entry| entry.id() <= id);
            ring.entries.range(first..).cloned().collect()
        })
    }

    /// The number of the newest entry so far, remembered or not; 0 before the first.
    #[must_use]
    pub fn newest(&self) -> EntryId {
        self.with(|ring| EntryId(ring.last))
    }

    /// One entry, while it is remembered.
    #[must_use]
    pub fn find(&self, id: EntryId) -> Option<Arc<E>> {
        self.with(|ring| {
            let at = ring.entries.binary_search_by_key(&id, |entry| entry.id()).ok()?;
            ring.entries.get(at).cloned()
        })
    }

    /// Waits until there are entries newer than `id`, and gives them, oldest first.
    pub async fn wait_after(&self, id: EntryId) -> Vec<Arc<E>> {
        let mut newest = self.0.newest.subscribe();
        loop {
            let entries = self.after(id);
            if !entries.is_empty() {
                return entries;
            }
            // The sender lives in `self`, so that waiting cannot fail while we are here.
            if newest.changed().await.is_err() {
                return Vec::new();
            }
        }
    }

    /// Forgets all entries. Numbers go on.
    pub fn clear(&self) {
        self.with(|ring| {
            ring.entries.clear();
            ring.bytes = 0;
        });
    }

    /// Takes in an entry, which is made with its number.
    pub fn record(&self, make: impl FnOnce(EntryId) -> E) {
        let (last, mut forgotten) = self.with(|ring| {
            ring.last += 1;
            ring.push(make(EntryId(ring.last)));
            (ring.last, ring.surplus(self.0.bounds))
        });
        // Whoever begins to wait from here on finds the entry before waiting.
        if self.0.newest.receiver_count() > 0 {
            self.0.newest.send_replace(last);
        }
        // Freed outside of the lock.
        while forgotten.is_some() {
            forgotten = self.with(|ring| ring.surplus(self.0.bounds));
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Ring<E>) -> T) -> T {
        act(&mut self.0.ring.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Ledger {
    pub(super) fn push(&self, happened: Happened, outcome: Outcome) {
        let Happened {
            received_at,
            arrival,
            verdict,
            form,
        } = happened;
        self.record(|id| Entry {
            id,
            received_at,
            arrival,
            verdict,
            form,
            outcome,
        });
    }
}

impl<E> Clone for Ledger<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E> fmt::Debug for Ledger<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ledger").finish_non_exhaustive()
    }
}

impl Happened {
    pub(super) fn new(received_at: Timestamp, arrival: Arc<Arrival>) -> Self {
        Self {
            received_at,
            arrival,
            verdict: None,
            form: None,
        }
    }
}

impl Default for LedgerBounds {
    /// 1024 entries, 4 MiB of heads. More would not fit into a processor's cache, which every entry
    /// that is forgotten again passes through.
    fn default() -> Self {
        Self {
            entries: 1024,
            bytes: 4 << 20,
        }
    }
}

impl<E: Recorded> Ring<E> {
    fn push(&mut self, entry: E) {
        self.bytes += entry.bytes();
        self.entries.push_back(Arc::new(entry));
    }

    /// Takes out the oldest entry if there is more than may be. The newest one stays whatever its size.
    fn surplus(&mut self, bounds: LedgerBounds) -> Option<Arc<E>> {
        let full = self.entries.len() > bounds.entries || self.bytes > bounds.bytes;
        if self.entries.len() <= 1 || !full {
            return None;
        }
        let oldest = self.entries.pop_front()?;
        self.bytes -= oldest.bytes();
        Some(oldest)
    }
}

impl Entry {
    /// The bytes received for the head, whole or not.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        match &self.arrival.head {
            Ok(received) => received.head(),
            Err(_) => &self.arrival.unread,
        }
    }

    /// The answer, when the service gave one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::RefusedByHttp(_) | Outcome::Abandoned => None,
        }
    }

    /// The HTTP status that was answered, by whichever layer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer.status),
            Outcome::RefusedByHttp(refusal) => refusal.status(),
            Outcome::Abandoned => None,
        }
    }
}

impl Recorded for Entry {
    fn id(&self) -> EntryId {
        self.id
    }

    fn bytes(&self) -> usize {
        self.head().len()
    }
}
