//! One request with its diagnosis.

use std::sync::Arc;

use mock_oss::server::{Entry, HttpRefusal, Outcome};

use crate::diagnosis::{Diagnosis, Mask};
use crate::report::terminal::Served;

/// One request with its diagnosis.
#[derive(Debug)]
pub struct Judged {
    /// What was received, judged and answered.
    pub entry: Arc<Entry>,
    /// Why; `None` when there was no head to diagnose, or no request to the service.
    pub diagnosis: Option<Diagnosis>,
    /// The places of its head that must not be shown.
    pub masks: Vec<Mask>,
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

    /// As the terminal tells it, under a number.
    #[must_use]
    pub fn told(&self, number: u64) -> Served<'_> {
        Served {
            number,
            status: self.entry.status(),
            code: self.entry.answer().and_then(|answer| answer.code),
            message: self.message.as_deref(),
            unread: self.why_unread(),
            received: self.entry.arrival.head.as_ref().ok(),
            diagnosis: self.diagnosis.as_ref(),
            masks: &self.masks,
        }
    }
}
