//! Puts together what belongs to one request: head, body, answer, the client's string.

use std::collections::VecDeque;

use super::captured::Captured;
use super::response::ResponseHead;
use super::skipped::Skipped;
use super::{Place, ServerError, head};
use crate::diagnosis::Loss;

/// What the readers of the formats report to, in the order of the input.
///
/// Memory is bounded: at most [`OPEN`] requests wait for their answer, [`RESPONSES`] answers are
/// remembered, [`STRINGS`] strings wait for their request.
#[derive(Debug, Default)]
pub(super) struct Session {
    open: VecDeque<Open>,
    done: VecDeque<Captured>,
    responses: VecDeque<(u64, ResponseHead)>,
    strings: VecDeque<ClientString>,
    pub(super) skipped: Skipped,
    begun: u64,
}

/// A request as one line or block of the input shows it.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) place: Place,
    pub(super) head: Vec<u8>,
    pub(super) losses: Vec<Loss>,
    /// What the answer is told by (its URL); `None` where answers follow their requests.
    pub(super) key: Option<Vec<u8>>,
    /// How near to the socket it was logged.
    pub(super) layer: Layer,
    /// The thread that logged it, where the log says so.
    pub(super) thread: Option<Vec<u8>>,
}

/// How near to the socket a request was logged. A nearer one tells more and replaces a farther one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Layer {
    Application,
    Library,
    Runtime,
    #[default]
    Wire,
}

/// A string that a client says it signs or hashes, logged before its request.
#[derive(Debug)]
pub(super) struct ClientString {
    pub(super) place: Place,
    pub(super) thread: Option<Vec<u8>>,
    pub(super) kind: StringKind,
    pub(super) bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringKind {
    ToSign,
    CanonicalRequest,
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
    pub(super) fn pop(&mut self) -> Option<Captured> {
        self.done.pop_front()
    }

    /// A request begins, or is seen again nearer to the socket.
    pub(super) fn request(&mut self, sent: Sent) {
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
        self.give_strings(sent.thread.as_deref(), &mut captured);
        self.push(captured, sent.key, sent.layer);
    }

    /// The request that began last and has no final answer.
    pub(super) fn unanswered(&mut self) -> Option<&mut Captured> {
        let open = self.open.iter_mut().rev().map(|open| &mut open.captured);
        open.filter(|captured| captured.head.is_some())
            .find(|captured| captured.response.is_none())
    }

    /// The request that began last.
    pub(super) fn newest(&mut self) -> Option<&mut Captured> {
        self.open.back_mut().map(|open| &mut open.captured)
    }

    /// A final answer; interim ones are remarks.
    pub(super) fn response(&mut self, response: ResponseHead, key: Option<&[u8]>) {
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
            self.open[at].captured.other_responses = self.others(number);
            self.open[at].captured.response = Some(response.clone());
        }
        if self.responses.iter().all(|(_, known)| !known.is_same_as(&response)) {
            self.responses.push_back((number, response));
        }
        if self.responses.len() > RESPONSES {
            self.responses.pop_front();
        }
        if let Some(error) = error {
            self.server_error(error, Place::default());
        }
    }

    /// The service's error body; `place` where it begins, used when it stands alone.
    pub(super) fn server_error(&mut self, error: ServerError, place: Place) {
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
    pub(super) fn client_string(&mut self, string: ClientString) {
        self.strings.push_back(string);
        if self.strings.len() > STRINGS {
            self.strings.pop_front();
            self.skipped.remark();
        }
    }

    /// The input ends.
    pub(super) fn finish(&mut self) {
        self.close_all();
        if let Some(place) = self.strings.front().map(|string| string.place) {
            let mut captured = Captured {
                place,
                ..Captured::default()
            };
            for string in std::mem::take(&mut self.strings) {
                captured.take_string(string);
            }
            self.push(captured, None, Layer::Application);
            self.close_all();
        }
    }

    /// What comes next has nothing to do with what came before.
    pub(super) fn forget(&mut self) {
        self.responses.clear();
        self.strings.clear();
    }

    /// The answers remembered, oldest first.
    pub(super) fn responses(self) -> impl Iterator<Item = ResponseHead> {
        self.responses.into_iter().map(|(_, response)| response)
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

    pub(super) fn close_all(&mut self) {
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
            captured.other_responses = self.others(number);
        }
        if presents_masked_signature(&captured) {
            captured.lose(&[Loss::Signature]);
        }
        captured.rebuild();
        captured.skipped = std::mem::take(&mut self.skipped);
        self.done.push_back(captured);
    }

    fn others(&self, number: u64) -> Vec<ResponseHead> {
        let others = self.responses.iter().rev().filter(|(owner, _)| *owner != number);
        others.map(|(_, response)| response.clone()).collect()
    }

    /// Hands over the strings of this thread. A V1 string begins with its request's method; one
    /// that does not (a URL signed meanwhile) stays behind.
    fn give_strings(&mut self, thread: Option<&[u8]>, captured: &mut Captured) {
        let method = captured
            .received()
            .map(|received| received.method().to_vec())
            .unwrap_or_default();
        let (fitting, rest): (VecDeque<_>, VecDeque<_>) =
            std::mem::take(&mut self.strings).into_iter().partition(|string| {
                let line = string.bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
                string.thread.as_deref() == thread && (line == method || line.starts_with(b"OSS4-"))
            });
        self.strings = rest;
        for string in fitting {
            captured.take_string(string);
        }
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

impl Captured {
    fn take_string(&mut self, string: ClientString) {
        match string.kind {
            StringKind::ToSign => self.client_string_to_sign = Some(string.bytes),
            StringKind::CanonicalRequest => self.client_canonical_request = Some(string.bytes),
        }
    }
}

impl ResponseHead {
    /// The same answer, logged twice.
    fn is_same_as(&self, other: &Self) -> bool {
        self.status == other.status && self.fields == other.fields
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
            .filter(|pair| pair.name.to_ascii_lowercase().ends_with(b"signature"))
            .any(|pair| pair.value.is_some_and(head::is_masked))
}

/// Most requests that wait for an answer at once.
const OPEN: usize = 16;
/// Most answers remembered as possible downloads.
const RESPONSES: usize = 8;
/// Most strings that wait for their request.
const STRINGS: usize = 32;
