//! What is reported, joined to captures.

use std::collections::VecDeque;

use mock_oss::verify::names::holds_a_signature;

use super::answers::Answers;
use super::sent::{Layer, Sent};
use super::strings::{ClientString, Strings};
use crate::diagnosis::Loss;
use crate::input::captured::Captured;
use crate::input::response::ResponseHead;
use crate::input::skipped::Skipped;
use crate::input::{Place, ServerError, head};

/// What the readers of the formats report to, in the order of the input.
///
/// Memory is bounded: at most [`OPEN`] requests wait for their answer, and so many [`Answers`] and
/// [`Strings`] as these keep.
#[derive(Debug, Default)]
pub(in crate::input) struct Session {
    open: VecDeque<Open>,
    done: VecDeque<Captured>,
    answers: Answers,
    strings: Strings,
    pub(in crate::input) skipped: Skipped,
    begun: u64,
}

#[derive(Debug)]
struct Open {
    number: u64,
    captured: Captured,
    key: Option<Vec<u8>>,
    layer: Layer,
}

impl Session {
    /// The next whole capture.
    pub(in crate::input) fn pop(&mut self) -> Option<Captured> {
        self.done.pop_front()
    }

    /// A request begins, or is seen again nearer to the socket.
    pub(in crate::input) fn request(&mut self, sent: Sent) {
        if let Some(open) = self.open.iter_mut().rev().find(|open| open.is_seen_again_in(&sent)) {
            open.captured.head = Some(sent.head);
            open.captured.losses.clear();
            open.captured.lose(&sent.losses);
            open.layer = sent.layer;
            return;
        }
        if sent.key.is_none() {
            self.close_all();
        }
        let mut captured = Captured {
            place: sent.place,
            head: Some(sent.head),
            ..Captured::default()
        };
        captured.lose(&sent.losses);
        self.strings.give(sent.thread.as_deref(), &mut captured);
        self.push(captured, sent.key, sent.layer);
    }

    /// The request that began last and has no final answer.
    pub(in crate::input) fn unanswered(&mut self) -> Option<&mut Captured> {
        let open = self.open.iter_mut().rev().map(|open| &mut open.captured);
        open.filter(|captured| captured.head.is_some())
            .find(|captured| captured.response.is_none())
    }

    /// Whether a request of this method to this target has begun: a dump of it tells nothing new.
    pub(in crate::input) fn knows(&self, method: &[u8], target: &[u8]) -> bool {
        let received = self.open.iter().filter_map(|open| open.captured.received());
        received.into_iter().any(|received| {
            let known = received.target();
            received.method() == method && (known.ends_with(target) || target.ends_with(known))
        })
    }

    /// The request that began last.
    pub(in crate::input) fn newest(&mut self) -> Option<&mut Captured> {
        self.open.back_mut().map(|open| &mut open.captured)
    }

    /// A final answer; interim ones are remarks.
    pub(in crate::input) fn response(&mut self, response: ResponseHead, key: Option<&[u8]>) {
        if response.is_interim() {
            self.skipped.remark();
            return;
        }
        let error = response.first("x-oss-err").and_then(ServerError::from_base64);
        let keyed = key.and_then(|key| self.open.iter().rposition(|open| open.key.as_deref() == Some(key)));
        let at = keyed.or_else(|| match key {
            Some(_) => None,
            None => self.open.iter().rposition(|open| open.captured.head.is_some()),
        });
        let number = at.map_or(0, |at| self.open[at].number);
        if let Some(at) = at.filter(|&at| self.open[at].captured.response.is_none()) {
            self.open[at].captured.other_responses = self.answers.to_others(number);
            self.open[at].captured.response = Some(response.clone());
        }
        self.answers.remember(number, response);
        if let Some(error) = error {
            self.server_error(error, Place::default());
        }
    }

    /// The service's error body; `place` where it begins, used when it stands alone.
    pub(in crate::input) fn server_error(&mut self, error: ServerError, place: Place) {
        let refused = |open: &&mut Open| open.captured.response.as_ref().is_none_or(|head| head.status >= 300);
        let told = |open: &&mut Open| {
            open.captured
                .server_error
                .as_ref()
                .is_some_and(|known| known.is_same(&error))
        };
        if let Some(open) = self.open.iter_mut().rev().find(told) {
            let known = open.captured.server_error.take();
            open.captured.server_error = Some(known.unwrap_or_default().or_better(error));
            return;
        }
        let silent = |open: &&mut Open| open.captured.server_error.is_none();
        let open = self.open.iter_mut().rev().filter(|open| open.captured.head.is_some());
        if let Some(open) = open.filter(silent).find(refused) {
            open.captured.server_error = Some(error);
            return;
        }
        self.close_all();
        let captured = Captured {
            place,
            server_error: Some(error),
            ..Captured::default()
        };
        self.push(captured, None, Layer::Application);
    }

    /// A string that the client is about to sign.
    pub(in crate::input) fn client_string(&mut self, string: ClientString) {
        if self.strings.push(string).is_some() {
            self.skipped.remark();
        }
    }

    /// The input ends.
    pub(in crate::input) fn finish(&mut self) {
        self.close_all();
        if let Some(captured) = self.strings.take() {
            self.push(captured, None, Layer::Application);
            self.close_all();
        }
    }

    /// What comes next has nothing to do with what came before.
    pub(in crate::input) fn forget(&mut self) {
        self.answers.clear();
        self.strings.clear();
    }

    /// The answers remembered, oldest first.
    pub(in crate::input) fn responses(self) -> impl Iterator<Item = ResponseHead> {
        self.answers.into_iter()
    }

    fn push(&mut self, captured: Captured, key: Option<Vec<u8>>, layer: Layer) {
        self.begun += 1;
        self.open.push_back(Open {
            number: self.begun,
            captured,
            key,
            layer,
        });
        if self.open.len() > OPEN {
            self.close_first();
        }
    }

    pub(in crate::input) fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close_first();
        }
    }

    fn close_first(&mut self) {
        let Some(Open {
            number, mut captured, ..
        }) = self.open.pop_front()
        else {
            return;
        };
        if captured.response.is_none() {
            captured.other_responses = self.answers.to_others(number);
        }
        if presents_masked_signature(&captured) {
            captured.lose(&[Loss::Signature]);
        }
        captured.rebuild();
        captured.skipped = std::mem::take(&mut self.skipped);
        self.done.push_back(captured);
    }
}

impl Open {
    fn is_seen_again_in(&self, sent: &Sent) -> bool {
        let line = |head: &[u8]| head.split(|&byte| byte == b'\r').next().map(<[u8]>::to_vec);
        self.layer < sent.layer
            && self.captured.response.is_none()
            && self
                .captured
                .head
                .as_deref()
                .is_some_and(|head| line(head) == line(&sent.head))
    }
}

fn presents_masked_signature(captured: &Captured) -> bool {
    let Some(received) = captured.received() else {
        return false;
    };
    received
        .named("authorization")
        .any(|field| head::is_masked(&field.value()))
        || received
            .query()
            .filter(|pair| holds_a_signature(pair.name))
            .any(|pair| pair.value.is_some_and(head::is_masked))
}

/// Most requests that wait for an answer at once.
const OPEN: usize = 16;
