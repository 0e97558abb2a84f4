//! What the rules of a scheme write their lines into.

use std::borrow::Cow;

use super::{Line, Provenance, Rule};

/// Takes the lines of a stage in order, each in pieces.
///
/// The rules of a scheme are written once, over this. To judge a signature only the bytes are wanted
/// ([`Message`]); to explain one, lines that know where they came from (`Vec<Line>`).
pub(in crate::verify) trait Lines: Default {
    /// Begins the next line. `from` is asked only where it is kept.
    fn begin(&mut self, rule: Rule, from: impl FnOnce() -> Provenance);

    /// Adds to the line that was begun.
    fn text(&mut self, bytes: &[u8]);

    /// The bytes that are hashed.
    fn bytes(&self) -> Cow<'_, [u8]>;

    /// A line in one piece.
    fn line(&mut self, rule: Rule, text: &[u8], from: impl FnOnce() -> Provenance) {
        self.begin(rule, from);
        self.text(text);
    }
}

/// What a scheme's rules make of a request: the stage that is authenticated, and the one before it where
/// the scheme has two.
#[derive(Debug)]
pub(in crate::verify) struct Stages<L> {
    pub(in crate::verify) request: Option<L>,
    pub(in crate::verify) to_sign: L,
}

impl<L> Stages<L> {
    /// A scheme with a single stage.
    pub(in crate::verify) fn single(to_sign: L) -> Self {
        Self { request: None, to_sign }
    }
}

/// Lines with LF between them and none after the last. This is the only place that joins lines.
#[derive(Debug)]
pub(in crate::verify) struct Message {
    bytes: Vec<u8>,
    lines: usize,
}

impl Message {
    pub(in crate::verify) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Default for Message {
    fn default() -> Self {
        Self {
            bytes: Vec::with_capacity(USUAL_BYTES),
            lines: 0,
        }
    }
}

impl Lines for Message {
    fn begin(&mut self, _: Rule, _: impl FnOnce() -> Provenance) {
        if self.lines > 0 {
            self.bytes.push(b'\n');
        }
        self.lines += 1;
    }

    fn text(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }
}

impl Lines for Vec<Line> {
    fn begin(&mut self, rule: Rule, from: impl FnOnce() -> Provenance) {
        self.push(Line::new("", rule, from()));
    }

    fn text(&mut self, bytes: &[u8]) {
        if let Some(line) = self.last_mut() {
            line.text.extend_from_slice(bytes);
        }
    }

    fn bytes(&self) -> Cow<'_, [u8]> {
        Cow::Owned(joined(self))
    }
}

/// The bytes of lines that are there already.
pub(in crate::verify) fn joined(lines: &[Line]) -> Vec<u8> {
    let mut message = Message::default();
    for line in lines {
        message.line(line.rule, &line.text, || Provenance::Fixed);
    }
    message.into_bytes()
}

/// Bytes of a usual stage, so that it does not grow step by step.
const USUAL_BYTES: usize = 512;
