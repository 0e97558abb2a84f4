//! What became of a request at the relay, for the ledger.

use std::sync::Arc;

use jiff::Timestamp;
use mock_oss::server::{EntryId, Recorded};
use mock_oss::wire::{Arrival, Received};

use super::{Edit, Origin};
use crate::diagnosis::{self, Evidence};
use crate::input::ServerError;
use crate::serve::{Reach, Relayed, Settled};
use crate::words::{Words, wire, words};

/// One request and what became of it.
#[derive(Debug)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// When its head was complete, or when the connection ended without one.
    pub received_at: Timestamp,
    /// The head as received, or the bytes that are none and why; and how much of the body came.
    pub arrival: Arc<Arrival>,
    /// The head as sent on, where it is another one.
    pub sent: Option<Received>,
    /// What is changed in it.
    pub edits: Vec<Edit>,
    /// Where it was to go.
    pub upstream: Option<Origin>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a request at the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The service answered.
    Answered(Box<Answer>),
    /// It was not passed on: the status that the client was told, and why.
    Refused {
        /// What the client was told; `None` when nothing was.
        status: Option<u16>,
        /// Why.
        why: Words,
    },
    /// It was passed on, and no whole answer came back; why.
    Unanswered(&'static str),
    /// A tunnel was opened, whose bytes pass unread.
    Tunnelled,
}

/// The service's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its `Date`: the service's clock.
    pub date: Option<Timestamp>,
    /// What it said of an error, in its body or in `x-oss-err`.
    pub error: Option<ServerError>,
    /// What happened beside it.
    pub remarks: Vec<Words>,
}

impl Entry {
    fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Refused { .. } | Outcome::Unanswered(_) | Outcome::Tunnelled => None,
        }
    }

    fn error(&self) -> Option<&ServerError> {
        self.answer()?.error.as_ref()
    }
}

impl Recorded for Entry {
    fn id(&self) -> EntryId {
        self.id
    }

    fn bytes(&self) -> usize {
        let texts = self.error().map_or(0, |error| {
            let strings = [&error.string_to_sign, &error.canonical_request].into_iter().flatten();
            strings.map(Vec::len).sum()
        });
        self.head().len() + self.sent.as_ref().map_or(0, |sent| sent.head().len()) + texts
    }
}

impl Settled for Entry {
    fn received_at(&self) -> Timestamp {
        self.received_at
    }

    fn head(&self) -> &[u8] {
        match &self.arrival.head {
            Ok(received) => received.head(),
            Err(_) => &self.arrival.unread,
        }
    }

    fn request(&self) -> Option<&Received> {
        self.sent.as_ref().or(self.arrival.head.as_ref().ok())
    }

    fn reach(&self) -> Reach {
        match &self.outcome {
            Outcome::Answered(_) | Outcome::Unanswered(_) => Reach::Service,
            Outcome::Refused { .. } | Outcome::Tunnelled => Reach::Elsewhere,
        }
    }

    fn needs_search(&self) -> bool {
        self.answer().is_some_and(|answer| answer.status >= 400)
    }

    fn judged_at(&self) -> Timestamp {
        let date = self.answer().and_then(|answer| answer.date);
        date.unwrap_or(self.received_at)
    }

    fn status(&self) -> Option<u16> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer.status),
            Outcome::Refused { status, .. } => *status,
            Outcome::Unanswered(_) => None,
            Outcome::Tunnelled => Some(200),
        }
    }

    fn code(&self) -> Option<&str> {
        // Another text than a code is somebody else's, and stays in the error.
        let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        self.error()?.code.as_deref().filter(is_code)
    }

    fn message(&self) -> Option<&[u8]> {
        self.error()?.message.as_ref().map(String::as_bytes)
    }

    fn why_unread(&self) -> Vec<Words> {
        let why = match &self.outcome {
            Outcome::Refused { why, .. } => Some(why.clone()),
            Outcome::Tunnelled => Some("the tunnel's bytes pass unread".into()),
            Outcome::Answered(_) | Outcome::Unanswered(_) => None,
        };
        let head = self.arrival.head.as_ref().err();
        why.into_iter().chain(head.map(|error| words!("{}", error))).collect()
    }

    fn evidence(&self) -> Evidence {
        let error = self.error();
        Evidence {
            server_string_to_sign: error.and_then(|error| error.string_to_sign.clone()),
            server_canonical_request: error.and_then(|error| error.canonical_request.clone()),
            answer: self.answer().map(|answer| diagnosis::Answer {
                status: Some(answer.status),
                code: self.code().map(str::to_owned),
                message: error.and_then(|error| error.message.clone()),
                number: error.and_then(|error| error.ec.clone()),
            }),
            ..Evidence::default()
        }
    }

    fn relayed(&self) -> Option<Relayed> {
        let remarks = match &self.outcome {
            Outcome::Answered(answer) => answer.remarks.clone(),
            Outcome::Unanswered(why) => vec![(*why).into()],
            Outcome::Refused { .. } | Outcome::Tunnelled => Vec::new(),
        };
        Some(Relayed {
            upstream: self.upstream.as_ref().map(|origin| wire(origin.to_string())),
            edits: self.edits.iter().map(Edit::told).collect(),
            remarks,
        })
    }
}
