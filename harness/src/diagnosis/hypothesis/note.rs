//! Making notes about clients and keys.

use crate::diagnosis::search::proposal::{Change, Note};
use crate::diagnosis::{Attribution, Author, Code, Element, Ground, Op, Space};

/// The client wrote `signed` where the service writes `received`.
pub(crate) fn client(
    code: Code,
    element: Element,
    words: &str,
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
        words: words.to_owned(),
        code,
        author: None,
    }
}

/// Another key was used. What it is stays unsaid.
pub(crate) fn key(code: Code, element: Element, words: String) -> Note {
    Note {
        space: Space::Key,
        op: Op::Replace,
        element,
        received: None,
        signed: None,
        words,
        code,
        author: Some(Attribution {
            who: Author::Configuration,
            rests_on: vec![Ground::KindOfChange],
        }),
    }
}

impl Note {
    /// The note with the client's options as its author.
    pub(crate) fn configured(mut self) -> Self {
        self.author = Some(Attribution {
            who: Author::Configuration,
            rests_on: vec![Ground::KindOfChange],
        });
        self
    }

    /// The note with signers as its author that are known to do so.
    pub(crate) fn known_of(mut self, signer: &str, source: &'static str) -> Self {
        self.author = Some(Attribution {
            who: Author::Sdk(signer.to_owned()),
            rests_on: vec![Ground::KnownSigner { source }],
        });
        self
    }

    /// The note as a proposal's only change.
    pub(crate) fn alone(self) -> Vec<Change> {
        vec![Change::Other(self)]
    }
}
