//! Requests whose answers are to come, paired with them by order.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use mock_oss::clock::Clock;
use mock_oss::server::{EntryId, Ledger};
use mock_oss::wire::{Arrival, Asked, BodyEnd, Received, Response, ResponseEnd};
use tokio::sync::Notify;

use super::answer::Answering;
use crate::proxy::{Edit, Entry, Origin, Outcome};
use crate::words::{Words, words};

/// Where entries go.
#[derive(Debug, Clone)]
pub(in crate::proxy) struct Recorder {
    pub(in crate::proxy) ledger: Ledger<Entry>,
    pub(in crate::proxy) clock: Arc<dyn Clock>,
}

/// A request before its outcome is known.
#[derive(Debug)]
pub(super) struct Taken {
    received_at: Timestamp,
    arrival: Arc<Arrival>,
    sent: Option<Received>,
    edits: Vec<Edit>,
    upstream: Option<Origin>,
}

/// The requests of one upstream connection that were sent and not answered, oldest first. Those that are left
/// when it is dropped go into the ledger.
#[derive(Debug)]
pub(super) struct Pending {
    recorder: Recorder,
    queue: Mutex<VecDeque<Asking>>,
    /// Told when the last answer was given.
    pub(super) answered: Notify,
    /// Told when an answer has come while its request's body was still on its way.
    pub(super) early: Notify,
    has_early: AtomicBool,
}

#[derive(Debug)]
struct Asking {
    taken: Taken,
    answering: Option<Answering>,
}

impl Recorder {
    /// A request that has just arrived.
    pub(super) fn take(&self, arrival: Arc<Arrival>) -> Taken {
        Taken {
            received_at: self.clock.now(),
            arrival,
            sent: None,
            edits: Vec::new(),
            upstream: None,
        }
    }

    pub(super) fn settle(&self, taken: Taken, outcome: Outcome) {
        let Taken {
            received_at,
            arrival,
            sent,
            edits,
            upstream,
        } = taken;
        self.ledger.record(|id: EntryId| Entry {
            id,
            received_at,
            arrival,
            sent,
            edits,
            upstream,
            outcome,
        });
    }
}

impl Taken {
    /// The same on its way to a service, with what was changed of its head.
    pub(super) fn bound_for(mut self, upstream: Option<Origin>, changed: Option<(Received, Vec<Edit>)>) -> Self {
        self.upstream = upstream;
        if let Some((sent, edits)) = changed {
            self.sent = Some(sent);
            self.edits = edits;
        }
        self
    }

    pub(super) fn upstream(&self) -> Option<&Origin> {
        self.upstream.as_ref()
    }

    /// The head that is sent on; empty for bytes that are none.
    pub(super) fn head(&self) -> Vec<u8> {
        let head = self.sent.as_ref().or(self.arrival.head.as_ref().ok());
        head.map(|head| head.head().to_vec()).unwrap_or_default()
    }

    fn asked(&self) -> Asked {
        match &self.arrival.head {
            Ok(received) if received.method() == b"HEAD" => Asked::Head,
            Ok(_) | Err(_) => Asked::Other,
        }
    }
}

impl Pending {
    pub(super) fn new(recorder: Recorder) -> Self {
        Self {
            recorder,
            queue: Mutex::default(),
            answered: Notify::new(),
            early: Notify::new(),
            has_early: AtomicBool::new(false),
        }
    }

    /// A request is being sent.
    pub(super) fn push(&self, taken: Taken) {
        self.with(|queue| {
            queue.push_back(Asking { taken, answering: None });
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.with(|queue| queue.is_empty())
    }

    /// Whether an answer has come while its request's body was still on its way.
    pub(super) fn had_early_answer(&self) -> bool {
        self.has_early.load(Ordering::Relaxed)
    }

    /// What the next answer answers.
    pub(super) fn asked(&self) -> Asked {
        self.with(|queue| queue.front().map_or(Asked::Other, |asking| asking.taken.asked()))
    }

    /// The head of an answer has come.
    pub(super) fn head(&self, head: &Response) {
        self.with(|queue| {
            if let Some(asking) = queue.front_mut().filter(|_| !head.is_interim()) {
                asking.answering = Some(Answering::new(head));
            }
        });
    }

    /// A piece of its body has come.
    pub(super) fn data(&self, data: &[u8]) {
        self.with(|queue| {
            if let Some(answering) = queue.front_mut().and_then(|asking| asking.answering.as_mut()) {
                answering.push(data);
            }
        });
    }

    /// Nothing of an answer is on its way: if one had begun, it has ended.
    pub(super) fn between(&self) {
        let ended = self.with(|queue| {
            let has_ended = queue.front().is_some_and(|asking| asking.answering.is_some());
            if has_ended { queue.pop_front() } else { None }
        });
        if let Some(Asking {
            taken,
            answering: Some(answering),
        }) = ended
        {
            self.answered(taken, answering, None);
        }
    }

    /// The upstream has closed the connection.
    pub(super) fn over(&self, end: ResponseEnd) {
        let mut left = self.with(std::mem::take).into_iter();
        if let Some(Asking { taken, answering }) = left.next() {
            match (answering, end) {
                (Some(answering), ResponseEnd::Whole) => self.answered(taken, answering, None),
                (Some(answering), ResponseEnd::CutOff) => self.answered(taken, answering, Some(CUT_OFF)),
                (Some(answering), ResponseEnd::Unknown) => self.answered(taken, answering, Some(UNKNOWN)),
                (None, ResponseEnd::Unknown) => self.unanswered(taken, UNKNOWN),
                (None, ResponseEnd::Whole | ResponseEnd::CutOff) => self.unanswered(taken, CLOSED),
            }
        }
        for asking in left {
            self.unanswered(asking.taken, CLOSED);
        }
    }

    /// Nobody waits for answers any more, and why.
    pub(super) fn abandon(&self, why: &'static str) {
        for Asking { taken, answering } in self.with(std::mem::take) {
            match answering {
                Some(answering) => self.answered(taken, answering, Some(why)),
                None => self.unanswered(taken, why),
            }
        }
    }

    fn answered(&self, taken: Taken, answering: Answering, remark: Option<&'static str>) {
        let mut answer = answering.finish();
        let body = &taken.arrival.body;
        if body.end() == BodyEnd::Open {
            self.has_early.store(true, Ordering::Relaxed);
            self.early.notify_one();
            let came = body.bytes();
            answer.remarks.push(words!(
                "the service answered before the body had come: {} bytes until then",
                came
            ));
        }
        answer.remarks.extend(remark.map(Words::from));
        self.recorder.settle(taken, Outcome::Answered(Box::new(answer)));
    }

    fn unanswered(&self, taken: Taken, why: &'static str) {
        self.recorder.settle(taken, Outcome::Unanswered(why));
    }

    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Asking>) -> T) -> T {
        act(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.abandon("the relay was told to end");
    }
}

const CLOSED: &str = "the service closed the connection without an answer";
const CUT_OFF: &str = "the service closed the connection inside its answer";
const UNKNOWN: &str = "where the answer ends could not be told; its bytes were passed on";
