//! What became of a request, whoever answered it.

use std::fmt;

use jiff::Timestamp;
use mock_oss::server::{Entry, HttpRefusal, Outcome, Recorded};
use mock_oss::verify::Decision;
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use crate::diagnosis::{Evidence, Masker};
use crate::view::{RelayEditView, RelayView};
use crate::words::{Wire, Words, words};

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
    fn why_unread(&self) -> Vec<Words>;

    /// What is known of it besides its head.
    fn evidence(&self) -> Evidence {
        Evidence::default()
    }

    /// How it was relayed, if it was.
    fn relayed(&self) -> Option<Relayed> {
        None
    }
}

/// How a request was relayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayed {
    /// The service that it went to, or would have.
    pub upstream: Option<Wire>,
    /// What was changed of the head: what was done, to what, and why that may be.
    pub edits: Vec<(&'static str, Words, &'static str)>,
    /// What became of the connection, where there is more to tell than the answer.
    pub remarks: Vec<Words>,
}

impl Relayed {
    /// As other programs read it.
    #[must_use]
    pub fn view(&self) -> RelayView {
        let edits = self.edits.iter().map(|(op, element, why)| RelayEditView {
            op,
            element: element.to_string(),
            why,
        });
        RelayView {
            upstream: self.upstream.as_ref().map(ToString::to_string),
            edits: edits.collect(),
            remarks: self.remarks.iter().map(ToString::to_string).collect(),
        }
    }

    /// Takes out what must not be shown.
    pub(super) fn mask(&mut self, masker: &Masker) {
        if let Some(upstream) = &mut self.upstream {
            masker.mask(upstream);
        }
        let elements = self.edits.iter_mut().map(|(_, element, _)| element);
        for words in elements.chain(&mut self.remarks) {
            masker.mask_words(words);
        }
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

    fn why_unread(&self) -> Vec<Words> {
        let refusal = match &self.outcome {
            Outcome::RefusedByHttp(refusal) => Some(words!("{}", refusal)),
            Outcome::Answered(_) | Outcome::Abandoned => None,
        };
        let is_told = matches!(self.outcome, Outcome::RefusedByHttp(HttpRefusal::Tls));
        let head = self.arrival.head.as_ref().err().filter(|_| !is_told);
        refusal
            .into_iter()
            .chain(head.map(|error| words!("{}", error)))
            .collect()
    }
}
