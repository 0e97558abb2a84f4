//! Strings that a client signs, logged before their requests.

use std::collections::VecDeque;

use crate::input::Place;
use crate::input::captured::Captured;

/// A string that a client says it signs or hashes, logged before its request.
#[derive(Debug)]
pub(in crate::input) struct ClientString {
    pub(in crate::input) place: Place,
    pub(in crate::input) thread: Option<Vec<u8>>,
    pub(in crate::input) kind: StringKind,
    pub(in crate::input) bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum StringKind {
    ToSign,
    CanonicalRequest,
}

/// The strings that wait for their request, oldest first; at most [`MOST`].
#[derive(Debug, Default)]
pub(super) struct Strings(VecDeque<ClientString>);

impl Strings {
    /// Adds a string. The oldest makes room for it where there are too many.
    pub(super) fn push(&mut self, string: ClientString) -> Option<ClientString> {
        self.0.push_back(string);
        (self.0.len() > MOST).then(|| self.0.pop_front()).flatten()
    }

    /// Hands over the strings of this thread. A V1 string begins with its request's method; one
    /// that does not (a URL signed meanwhile) stays behind.
    pub(super) fn give(&mut self, thread: Option<&[u8]>, captured: &mut Captured) {
        let method = captured
            .received()
            .map(|received| received.method().to_vec())
            .unwrap_or_default();
        let (fitting, rest): (VecDeque<_>, VecDeque<_>) = std::mem::take(&mut self.0).into_iter().partition(|string| {
            let line = string.bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
            string.thread.as_deref() == thread && (line == method || line.starts_with(b"OSS4-"))
        });
        self.0 = rest;
        for string in fitting {
            captured.take_string(string);
        }
    }

    /// Takes out all strings, as a capture without a head; `None` when there are none.
    pub(super) fn take(&mut self) -> Option<Captured> {
        let mut captured = Captured {
            place: self.0.front()?.place,
            ..Captured::default()
        };
        for string in std::mem::take(&mut self.0) {
            captured.take_string(string);
        }
        Some(captured)
    }

    /// Drops them.
    pub(super) fn clear(&mut self) {
        self.0.clear();
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

/// Most strings that wait for their request.
const MOST: usize = 32;
