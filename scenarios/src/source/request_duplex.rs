//! The stream of the library `request`: a request one writes to and a response one reads from.
//!
//! When the response arrives, and before its first byte is passed on, the stream sets every field
//! of `response.headers` on each destination that has `setHeader` and has not sent its head
//! (request 2.88.2 `request.js`, `Request.prototype.pipeDest`, called from `onRequestResponse`).
//! `content-encoding` is left out only with `gzip: true`; `content-length`, which then counts the
//! compressed bytes, is not.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::fold::Folded;
use crate::{
    journal::{Actor, StepKind},
    outgoing::Outgoing,
};

/// The library's stream and what the caller does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplex {
    /// The option `gzip`.
    pub gzip: Gzip,
    /// The way from the library to the SDK.
    pub route: Route,
}

/// The option `gzip` of `request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gzip {
    /// The default: nothing is asked for, nothing decoded.
    Off,
    /// `gzip: true`: asks for it, decodes it.
    On,
}

/// What the caller hands to the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The library's stream itself.
    Direct,
    /// A `PassThrough` that the stream was piped into. It has no `setHeader`.
    PassThrough,
    /// The `IncomingMessage` that the event `response` gives. It has to be handed on, or
    /// paused, within the handler: `request` reads from it as soon as the handler returns, and
    /// what it has read is gone.
    ResponseEvent,
    /// A file that the stream was piped into, once it is complete.
    SavedFile,
    /// The whole body, from the library's callback (`encoding: null`).
    Buffered,
}

/// The library's package and release.
pub const LIBRARY: &str = "request 2.88.2";

/// Which of the response's fields the stream passes on. The real one passes on all; the others
/// are for finding out what each field does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Leak {
    /// As the library does.
    #[default]
    All,
    /// Only this one, named in lower case.
    Only(String),
    /// All but this one, named in lower case.
    AllBut(String),
}

impl Leak {
    fn lets(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(only) => name == only,
            Self::AllBut(but) => name != but,
        }
    }
}

impl Duplex {
    /// The stream itself, without options.
    pub const DIRECT: Self = Self {
        gzip: Gzip::Off,
        route: Route::Direct,
    };

    /// The same library, another way to the SDK.
    #[must_use]
    pub const fn by(route: Route) -> Self {
        Self { gzip: Gzip::Off, route }
    }

    /// Sets the response's fields on the open head, if this way leads there.
    pub fn pipe(&self, response: &[Folded], leak: &Leak, onto: &mut Outgoing) {
        if self.route != Route::Direct {
            return;
        }
        onto.begin(StepKind::Pipe);
        let actor = Actor::Source { library: LIBRARY };
        for field in response.iter().filter(|field| leak.lets(&field.name)) {
            if self.gzip == Gzip::Off || field.name != "content-encoding" {
                onto.set_all(actor, field.name.as_bytes(), &field.values);
            }
        }
    }

    /// The body as the library's readers get it.
    ///
    /// A body that claims to be gzip and is not stops the real library with an error; here it is
    /// passed on as far as it could be decoded.
    #[must_use]
    pub fn decode(&self, response: &[Folded], body: Vec<u8>) -> Vec<u8> {
        let coded = response.iter().any(|field| {
            let value = field.values.concat().to_ascii_lowercase();
            field.name == "content-encoding" && value.trim_ascii() == b"gzip"
        });
        if self.gzip == Gzip::Off || !coded {
            return body;
        }
        let mut decoded = Vec::new();
        // What was decoded before an error is in the buffer already.
        let _ = GzDecoder::new(body.as_slice()).read_to_end(&mut decoded);
        decoded
    }
}
