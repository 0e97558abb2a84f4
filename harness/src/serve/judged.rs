//! One request with its diagnosis.

use std::sync::Arc;

use super::{Relayed, Settled};
use crate::diagnosis::{Diagnosis, Mask};
use crate::report::terminal::Served;
use crate::words::Words;

/// One request with its diagnosis.
#[derive(Debug)]
pub struct Judged {
    /// What was received and answered.
    pub entry: Arc<dyn Settled>,
    /// Why; `None` when there was no head to diagnose, or no request to the service.
    pub diagnosis: Option<Diagnosis>,
    /// The places of its head that must not be shown.
    pub masks: Vec<Mask>,
    /// Why the request never reached the service; empty when it did.
    pub unread: Vec<Words>,
    /// How it was relayed, if it was.
    pub relay: Option<Relayed>,
    /// What the service's error says in words, for people to see; `None` without an error.
    pub message: Option<String>,
}

impl Judged {
    /// As the terminal tells it, under a number.
    #[must_use]
    pub fn told(&self, number: u64) -> Served<'_> {
        Served {
            number,
            status: self.entry.status(),
            code: self.entry.code(),
            message: self.message.as_deref(),
            unread: self.unread.iter().map(ToString::to_string).collect(),
            received: self.entry.request(),
            masks: &self.masks,
            diagnosis: self.diagnosis.as_ref(),
            relay: self.relay.as_ref().map(Relayed::view),
        }
    }
}
