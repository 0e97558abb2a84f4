//! What came of a run.

use mock_oss::wire::{BodyEnd, Received};
use scenarios::scenario::Scenario;

use super::{FieldAuthor, Miss, Propagation};
use crate::diagnosis::Diagnosis;

/// All scenarios that were played. Two runs give equal values.
#[derive(Debug, Clone)]
pub struct Run {
    /// One for each scenario, in the catalogue's order.
    pub outcomes: Vec<Outcome>,
    /// What each header of each download does; empty when it was not asked for.
    pub propagation: Vec<Propagation>,
}

/// What came of one scenario.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The story.
    pub scenario: &'static Scenario,
    /// The requests that reached the store, in order.
    pub uploads: Vec<Upload>,
    /// The head of the download's response, as it came over the socket.
    pub upstream_head: Option<Vec<u8>>,
    /// Where the outcome is not the expected one; empty when it is.
    pub misses: Vec<Miss>,
}

/// One request that reached the store.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The head as it arrived.
    pub received: Received,
    /// How many bytes of body arrived.
    pub body_bytes: u64,
    /// How the body ended.
    pub body_end: BodyEnd,
    /// The status answered.
    pub status: Option<u16>,
    /// The OSS code answered.
    pub code: Option<&'static str>,
    /// Why, with the journal's notes joined on.
    pub diagnosis: Diagnosis,
    /// Who set each field, in the order of the head.
    pub authors: Vec<Option<FieldAuthor>>,
}

impl Run {
    /// How many scenarios came out as expected.
    #[must_use]
    pub fn met(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.is_met()).count()
    }
}

impl Outcome {
    /// Whether it came out as expected.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.misses.is_empty()
    }

    /// The request that carries the upload: the last one.
    #[must_use]
    pub fn upload(&self) -> Option<&Upload> {
        self.uploads.last()
    }
}
