//! The texts that are tried in the place of a policy.

use std::collections::BTreeSet;

use crate::diagnosis::hypothesis::cost::Cost;
use crate::words::Words;

/// A text that may have been signed.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// What it costs.
    pub(crate) cost: Cost,
    /// The text.
    pub(crate) bytes: Vec<u8>,
    /// What it stands for, in words; empty for the text that arrived.
    pub(crate) words: Words,
    /// Who differs.
    pub(crate) way: Way,
}

/// How a signed text and the one that arrived came to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The signed text is a policy to send, and another one arrived.
    Sent,
    /// The client sent a policy and signed something else.
    Signed,
}

/// Texts, each once, in the order in which they were added until they are sorted.
#[derive(Debug)]
pub(crate) struct Texts {
    all: Vec<Text>,
    seen: BTreeSet<Vec<u8>>,
    /// How many more bytes there may be: long policies are not rewritten in every way.
    room: usize,
}

impl Texts {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            all: Vec::new(),
            seen: BTreeSet::new(),
            room: MOST_BYTES,
        }
    }

    /// The texts.
    pub(crate) fn all(&self) -> &[Text] {
        &self.all
    }

    /// Whether no text was left out for its length.
    pub(crate) fn is_whole(&self) -> bool {
        self.room > 0
    }

    /// Adds a text; one that is there already, or for which there is no room, is dropped.
    pub(crate) fn add(&mut self, cost: Cost, words: impl Into<Words>, way: Way, bytes: Vec<u8>) {
        let Some(room) = self.room.checked_sub(bytes.len()) else {
            self.room = 0;
            return;
        };
        if self.seen.insert(bytes.clone()) {
            self.room = room;
            let words = words.into();
            self.all.push(Text {
                cost,
                bytes,
                words,
                way,
            });
        }
    }

    /// Puts the cheapest first; among those of one cost the order of adding stays.
    pub(crate) fn sort(&mut self) {
        self.all.sort_by_key(|text| text.cost);
    }
}

/// All texts together; a policy of usual length has some hundred texts of some hundred bytes.
const MOST_BYTES: usize = 1 << 20;
