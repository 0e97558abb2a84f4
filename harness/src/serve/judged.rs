//! One request with its diagnosis.

use std::sync::Arc;

use super::{Relayed, Settled};
use crate::diagnosis::{Diagnosis, Mask, VerdictKind};
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

/// Whether a request is of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// It is not.
    None,
    /// Its signature does not verify, or the service refused it.
    Mismatch,
    /// It verifies, and harms all the same.
    Hazard,
}

impl Judged {
    /// Whether it is of concern. What a service behind the relay accepted verified, whatever is known here.
    #[must_use]
    pub fn concern(&self) -> Concern {
        let Some(found) = &self.diagnosis else {
            return Concern::None;
        };
        let does_not_verify = matches!(found.verdict, VerdictKind::Mismatch | VerdictKind::Refused);
        let is_refused = match (self.entry.relayed(), self.entry.status()) {
            (None, _) => does_not_verify,
            (Some(_), Some(403)) => found.verdict != VerdictKind::Unsigned,
            (Some(_), Some(400..)) => found.verdict == VerdictKind::Mismatch,
            (Some(_), _) => false,
        };
        if is_refused {
            Concern::Mismatch
        } else if found.hazards.is_empty() {
            Concern::None
        } else {
            Concern::Hazard
        }
    }

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
