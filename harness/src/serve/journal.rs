//! The diagnosed requests, in the order in which they were settled.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use mock_oss::server::{Entry, EntryId};
use mock_oss::wire::escaped;
use serde_json::{Value, json};
use tokio::sync::broadcast;

use crate::diagnosis::Diagnosis;
use crate::report;

/// One request with its diagnosis.
#[derive(Debug)]
pub struct Judged {
    /// What was received, judged and answered.
    pub entry: Arc<Entry>,
    /// Why; `None` when there was no head to diagnose.
    pub diagnosis: Option<Diagnosis>,
}

/// The newest diagnosed requests, shared by all who look at them.
#[derive(Debug, Clone)]
pub struct Journal {
    ring: Arc<Mutex<VecDeque<Arc<Judged>>>>,
    news: broadcast::Sender<Arc<Judged>>,
    capacity: usize,
}

impl Judged {
    /// The entry as other programs read it.
    #[must_use]
    pub fn json(&self) -> Value {
        let received = self.entry.arrival.head.as_ref().ok();
        let text = |bytes: Option<&[u8]>| bytes.map(escaped);
        json!({
            "id": self.entry.id.0,
            "received_at": self.entry.received_at.to_string(),
            "method": text(received.map(|received| received.method())),
            "target": received.map(|received| report::shown_target(received)),
            "status": self.entry.status(),
            "code": self.entry.answer().and_then(|answer| answer.code),
            "diagnosis": self.diagnosis.as_ref().map(report::json::diagnosis),
        })
    }
}

impl Journal {
    /// A journal that remembers `capacity` requests.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            ring: Arc::default(),
            news: broadcast::Sender::new(256),
            capacity,
        }
    }

    /// The requests newer than `id`, oldest first.
    #[must_use]
    pub fn after(&self, id: EntryId) -> Vec<Arc<Judged>> {
        self.with(|ring| ring.iter().filter(|judged| judged.entry.id > id).cloned().collect())
    }

    /// One request, while it is remembered.
    #[must_use]
    pub fn find(&self, id: EntryId) -> Option<Arc<Judged>> {
        self.with(|ring| ring.iter().find(|judged| judged.entry.id == id).cloned())
    }

    /// Forgets all requests. Numbers go on.
    pub fn clear(&self) {
        self.with(VecDeque::clear);
    }

    /// The requests from now on. A listener that falls behind by more than 256 misses some.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<Judged>> {
        self.news.subscribe()
    }

    pub(super) fn push(&self, judged: Judged) {
        let judged = Arc::new(judged);
        self.with(|ring| {
            ring.push_back(Arc::clone(&judged));
            while ring.len() > self.capacity {
                ring.pop_front();
            }
        });
        // Nobody listening is no error.
        let _ = self.news.send(judged);
    }

    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Arc<Judged>>) -> T) -> T {
        act(&mut self.ring.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
