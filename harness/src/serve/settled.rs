//! What became of a request, whoever answered it.

use std::fmt;

use jiff::Timestamp;
use mock_oss::server::{Entry, HttpRefusal, Outcome, Recorded};
use mock_oss::verify::Decision;
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use crate::diagnosis::Evidence;
use crate::view::RelayView;

/// A request that was settled: by the mock OSS, or by a service behind the relay.
pub trait Settled: Recorded + fmt::Debug + Send + Sync + 'static {
    /// When its head was complete, or when the connection ended without one.
    fn received_at(&self) -> Timestamp;

    /// The exact bytes received for its head, whole or not.
    fn head(&self) -> &[u8];

    /// Its head as the service saw it; `None` where the bytes are none.
    fn request(&self) -> Option<&Received>;

    /// The form of a browser upload, up to its file.
    fn form(&self) -> Option<&Form> {
        None
    }

    /// How far it came.
    fn reach(&self) -> Reach;

    /// Whether its signature is likely not to hold, so that finding out why takes time.
    fn needs_search(&self) -> bool;

    /// The service's clock when it judged.
    fn judged_at(&self) -> Timestamp;

    /// The HTTP status that was answered, by whoever.
    fn status(&self) -> Option<u16>;

    /// The code of the service's error.
    fn code(&self) -> Option<&str>;

    /// What the service's error says in words.
    fn message(&self) -> Option<&[u8]>;

    /// Why the request never reached the service: what HTTP or the relay says, then what is wrong with its
    /// head. Empty when it did.
    fn why_unread(&self) -> Vec<String>;

    /// What is known of it besides its head.
    fn evidence(&self) -> Evidence {
        Evidence::default()
    }

    /// How it was relayed, if it was.
    fn relayed(&self) -> Option<RelayView> {
        None
    }
}

/// How far a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the service, or it would have.
    Service,
    /// Not so far: a relay may not pass it on, or it asks for a tunnel. Its signature is of no interest.
    Elsewhere,
}

impl Settled for Entry {
    fn received_at(&self) -> Timestamp {
        self.received_at
    }

    fn head(&self) -> &[u8] {
        self.head()
    }

    fn request(&self) -> Option<&Received> {
        self.arrival.head.as_ref().ok()
    }

    fn form(&self) -> Option<&Form> {
        self.form.as_deref()
    }

    fn reach(&self) -> Reach {
        if self.outcome == Outcome::RefusedByHttp(HttpRefusal::Tunnel) {
            Reach::Elsewhere
        } else {
            Reach::Service
        }
    }

    fn needs_search(&self) -> bool {
        match self.verdict {
            Some(Decision::Mismatch | Decision::Refused) => true,
            Some(Decision::Verified | Decision::Anonymous) | None => false,
        }
    }

    fn judged_at(&self) -> Timestamp {
        self.received_at
    }

    fn status(&self) -> Option<u16> {
        self.status()
    }

    fn code(&self) -> Option<&str> {
        self.answer()?.code
    }

    fn message(&self) -> Option<&[u8]> {
        let answer = self.answer().filter(|answer| answer.status >= 400)?;
        answer.message.as_ref().map(|message| message.as_bytes())
    }

    fn why_unread(&self) -> Vec<String> {
        let refusal = match &self.outcome {
            Outcome::RefusedByHttp(refusal) => Some(refusal.to_string()),
            Outcome::Answered(_) | Outcome::Abandoned => None,
        };
        let is_told = matches!(self.outcome, Outcome::RefusedByHttp(HttpRefusal::Tls));
        let head = self.arrival.head.as_ref().err().filter(|_| !is_told);
        refusal.into_iter().chain(head.map(ToString::to_string)).collect()
    }
}
