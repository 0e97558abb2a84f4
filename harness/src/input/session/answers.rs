//! The answers seen of late, any of which may be the download that was piped into an upload.

use std::collections::VecDeque;

use crate::input::response::ResponseHead;

/// Answers with the numbers of their requests, oldest first; at most [`MOST`].
#[derive(Debug, Default)]
pub(super) struct Answers(VecDeque<(u64, ResponseHead)>);

impl Answers {
    /// Keeps the answer to a request, 0 for that to an unknown one. An answer logged twice is kept once.
    pub(super) fn remember(&mut self, request: u64, answer: ResponseHead) {
        if self.0.iter().all(|(_, known)| !known.is_same_as(&answer)) {
            self.0.push_back((request, answer));
        }
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    /// The answers to other requests than this one, newest first.
    pub(super) fn to_others(&self, request: u64) -> Vec<ResponseHead> {
        let others = self.0.iter().rev().filter(|(number, _)| *number != request);
        others.map(|(_, answer)| answer.clone()).collect()
    }

    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The answers, oldest first.
    pub(super) fn into_iter(self) -> impl Iterator<Item = ResponseHead> {
        self.0.into_iter().map(|(_, answer)| answer)
    }
}

impl ResponseHead {
    /// Whether it is the same answer, logged twice.
    fn is_same_as(&self, other: &Self) -> bool {
        self.status == other.status && self.fields == other.fields
    }
}

/// Most answers remembered.
const MOST: usize = 8;
