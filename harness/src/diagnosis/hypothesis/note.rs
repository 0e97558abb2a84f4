//! Making notes about clients and keys.

use crate::diagnosis::case::change::{Change, Note, Standing};
use crate::diagnosis::{Attribution, Author, Code, Element, Ground, Op, Space};
use crate::words::Words;

/// The client wrote `signed` where the service writes `received`.
pub(crate) fn client(
    code: Code,
    element: Element,
    words: impl Into<Words>,
    received: Option<&[u8]>,
    signed: Option<&[u8]>,
) -> Note {
    Note {
        space: Space::Client,
        op: match (received, signed) {
            (_, None) => Op::Remove,
            (None, Some(_)) => Op::Insert,
            (Some(_), Some(_)) => Op::Replace,
        },
        element,
        received: received.map(<[u8]>::to_vec),
        signed: signed.map(<[u8]>::to_vec),
        words: words.into(),
        code,
        author: None,
        standing: Standing::Unusual,
    }
}

/// Another key was used. What it is stays unsaid.
pub(crate) fn key(code: Code, element: Element, words: impl Into<Words>) -> Note {
    Note {
        space: Space::Key,
        op: Op::Replace,
        element,
        received: None,
        signed: None,
        words: words.into(),
        code,
        author: Some(Attribution {
            who: Author::Configuration,
            rests_on: vec![Ground::KindOfChange],
        }),
        standing: Standing::Unusual,
    }
}

impl Note {
    /// The note as a replacement of something that is not told.
    pub(super) fn replacing(mut self) -> Self {
        self.op = Op::Replace;
        self
    }

    /// The note with the client's text.
    pub(super) fn signing(mut self, text: &[u8]) -> Self {
        self.signed = Some(text.to_vec());
        self
    }

    /// The note as one that is more likely than a change of the request.
    pub(super) fn usual(mut self) -> Self {
        self.standing = Standing::Usual;
        self
    }

    /// The note with the client's options as its author.
    pub(crate) fn configured(mut self) -> Self {
        self.author = Some(Attribution {
            who: Author::Configuration,
            rests_on: vec![Ground::KindOfChange],
        });
        self
    }

    /// The note as a proposal's only change.
    pub(crate) fn alone(self) -> Vec<Change> {
        vec![Change::Other(self)]
    }
}
