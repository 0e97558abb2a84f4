//! A request's head while it is still open, as Node's `http.ClientRequest` keeps it.
//!
//! Names are looked up without regard to case; setting a name that is there keeps its place
//! and replaces both the name's spelling and the value; a new name goes to the end
//! (Node.js 20 `lib/_http_outgoing.js`, `OutgoingMessage.prototype.setHeader`).

use crate::journal::{Actor, Change, Journal, StepKind};

/// The open head. [`Outgoing::flush`] consumes it: after that nothing can be set.
#[derive(Clone, Debug)]
pub struct Outgoing {
    method: &'static str,
    target: String,
    fields: Vec<Field>,
    journal: Journal,
    whole_body: Option<usize>,
}

/// A head as it goes out, with how its body must be framed and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flushed {
    /// Request line, fields and the blank line.
    pub head: Vec<u8>,
    /// How the body follows.
    pub framing: Framing,
    /// What `content-length` says, if it is there and a number.
    pub announced: Option<u64>,
    /// Who set what.
    pub journal: Journal,
}

/// How the body is put on the wire. What the head *announces* may be something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// In chunks, with an empty one at the end.
    Chunked,
    /// As it is.
    Plain,
}

#[derive(Clone, Debug)]
struct Field {
    name: Vec<u8>,
    values: Vec<Vec<u8>>,
}

impl Outgoing {
    /// A head without fields.
    #[must_use]
    pub fn new(method: &'static str, target: String, journal: Journal) -> Self {
        Self {
            method,
            target,
            fields: Vec::new(),
            journal,
            whole_body: None,
        }
    }

    /// Says that the whole body, of so many bytes, is written in one call, before the head is out.
    pub fn ends_with(&mut self, length: usize) {
        self.whole_body = Some(length);
    }

    /// Starts the next step of the journal.
    pub fn begin(&mut self, step: StepKind) {
        self.journal.begin(step);
    }

    /// Whether the field is there, whatever its case.
    #[must_use]
    pub fn has(&self, name: &[u8]) -> bool {
        self.position(name).is_some()
    }

    /// Takes over a field that the journal knows already.
    pub fn adopt(&mut self, name: &[u8], value: &[u8]) {
        self.put(name, vec![value.to_vec()]);
    }

    /// Sets a field to one value, on behalf of `actor`.
    pub fn set(&mut self, actor: Actor, name: &[u8], value: &[u8]) {
        self.set_all(actor, name, &[value.to_vec()]);
    }

    /// Sets a field to several lines, on behalf of `actor`; without lines it does nothing.
    pub fn set_all(&mut self, actor: Actor, name: &[u8], values: &[Vec<u8>]) {
        if values.is_empty() {
            return;
        }
        let previous = self.put(name, values.to_vec());
        let mut change = previous.map_or(Change::Set, |lines| Change::Replaced {
            previous: lines.join(&b", "[..]),
        });
        for value in values {
            self.journal.record(actor, change, name, value);
            change = Change::Set;
        }
    }

    /// Closes the head.
    ///
    /// `Connection: keep-alive` is added when nobody set one, because the SDK's agent keeps
    /// connections alive; `Transfer-Encoding: chunked`, or `Content-Length` for a body that is there
    /// whole, when the method has a body and nothing frames it (Node.js 20 `lib/_http_outgoing.js`,
    /// `_storeHeader`).
    #[must_use]
    pub fn flush(mut self) -> Flushed {
        self.begin(StepKind::Flush);
        if !self.has(b"connection") {
            self.set(Actor::HttpLibrary, b"Connection", b"keep-alive");
        }
        let framed = self.has(b"content-length") || self.has(b"transfer-encoding");
        match self.whole_body {
            _ if framed || BODILESS.contains(&self.method) => {}
            Some(length) => self.set(Actor::HttpLibrary, b"Content-Length", length.to_string().as_bytes()),
            None => self.set(Actor::HttpLibrary, b"Transfer-Encoding", b"chunked"),
        }
        Flushed {
            head: self.render(),
            framing: self.framing(),
            announced: self.announced(),
            journal: self.journal,
        }
    }

    fn position(&self, name: &[u8]) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.name.eq_ignore_ascii_case(name))
    }

    fn put(&mut self, name: &[u8], values: Vec<Vec<u8>>) -> Option<Vec<Vec<u8>>> {
        let name = name.to_vec();
        if let Some(at) = self.position(&name) {
            let old = std::mem::replace(&mut self.fields[at], Field { name, values });
            return Some(old.values);
        }
        self.fields.push(Field { name, values });
        None
    }

    fn render(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for field in &self.fields {
            for value in &field.values {
                head.extend_from_slice(&field.name);
                head.extend_from_slice(b": ");
                head.extend_from_slice(value);
                head.extend_from_slice(b"\r\n");
            }
        }
        head.extend_from_slice(b"\r\n");
        head
    }

    fn announced(&self) -> Option<u64> {
        let value = self.fields[self.position(b"content-length")?].values.first()?;
        std::str::from_utf8(value).ok()?.trim().parse().ok()
    }

    /// Node looks at the field's text alone: the word anywhere in it makes the body chunked
    /// (`RE_TE_CHUNKED` in `lib/_http_outgoing.js`), whatever `content-length` says.
    fn framing(&self) -> Framing {
        let says_chunked = |value: &Vec<u8>| {
            value
                .to_ascii_lowercase()
                .split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
                .any(|word| word == b"chunked")
        };
        let coded = self
            .position(b"transfer-encoding")
            .is_some_and(|at| self.fields[at].values.iter().any(says_chunked));
        if coded { Framing::Chunked } else { Framing::Plain }
    }
}

/// Methods for which Node sends no body unless it is told to (Node.js 20 `lib/_http_client.js`,
/// `useChunkedEncodingByDefault`).
const BODILESS: [&str; 6] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "TRACE"];
