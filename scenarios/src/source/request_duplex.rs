//! The stream of the library `request`: a request one writes to and a response one reads from.
//!
//! When the response arrives, and before its first byte is passed on, the stream sets every field
//! of `response.headers` on each destination that has `setHeader` and has not sent its head
//! (request 2.88.2 `request.js`, `Request.prototype.pipeDest`, called from `onRequestResponse`).
//! `content-encoding` is left out only with `gzip: true`; `content-length`, which then counts the
//! compressed bytes, is not. got 9 does the same, and always decodes (got 9.6.0
//! `source/as-stream.js`).

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
    /// The library.
    pub library: DuplexLibrary,
    /// The way from the library to the SDK.
    pub route: Route,
}

/// A library whose stream is both request and response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplexLibrary {
    /// `request`, with its option `gzip`.
    Request(Gzip),
    /// `got.stream` of release 9, which decodes unless it is told not to.
    Got9,
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
    /// The library's stream, after the caller deleted every field of `response.headers` in the
    /// handler of the event `response`. With `request` that comes before the fields are set.
    Scrubbed,
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

impl Route {
    /// What is handed to the SDK, to be read after the library's name.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Direct => "stream",
            Self::Scrubbed => "stream without response.headers",
            Self::PassThrough => "through a PassThrough",
            Self::ResponseEvent => "response event",
            Self::SavedFile => "saved to a file",
            Self::Buffered => "read into a buffer",
        }
    }
}

impl DuplexLibrary {
    /// Its package and release.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Request(_) => "request 2.88.2",
            Self::Got9 => "got 9.6.0",
        }
    }

    /// Whether its readers get the body decoded.
    fn decodes(self) -> bool {
        match self {
            Self::Request(gzip) => gzip == Gzip::On,
            Self::Got9 => true,
        }
    }
}

impl Duplex {
    /// The stream of `request` itself, without options.
    pub const DIRECT: Self = Self::of(DuplexLibrary::Request(Gzip::Off));

    /// The stream of this library itself.
    #[must_use]
    pub const fn of(library: DuplexLibrary) -> Self {
        Self {
            library,
            route: Route::Direct,
        }
    }

    /// `request` without options, by another way to the SDK.
    #[must_use]
    pub const fn by(route: Route) -> Self {
        Self {
            library: DuplexLibrary::Request(Gzip::Off),
            route,
        }
    }

    /// Sets the response's fields on the open head, if this way leads there.
    pub fn pipe(&self, response: &[Folded], leak: &Leak, onto: &mut Outgoing) {
        let response = match (self.route, self.library) {
            // got 9 sets the fields before it emits `response` (`source/as-stream.js`): too late to delete any.
            (Route::Direct, _) | (Route::Scrubbed, DuplexLibrary::Got9) => response,
            (Route::Scrubbed, DuplexLibrary::Request(_)) => &[],
            (Route::PassThrough | Route::ResponseEvent | Route::SavedFile | Route::Buffered, _) => return,
        };
        onto.begin(StepKind::Pipe);
        let actor = Actor::Source {
            library: self.library.label(),
        };
        for field in response.iter().filter(|field| leak.lets(&field.name)) {
            if !self.library.decodes() || field.name != "content-encoding" {
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
        if !self.library.decodes() || !coded {
            return body;
        }
        let mut decoded = Vec::new();
        // What was decoded before an error is in the buffer already.
        let _ = GzDecoder::new(body.as_slice()).read_to_end(&mut decoded);
        decoded
    }
}
