//! What is known of a request's body while and after it arrives.

use std::sync::{Mutex, PoisonError};

use super::{Framing, FramingError};

/// A tally of one body's bytes, shared by the connection that counts and the ledger that tells.
///
/// The bytes themselves are not kept here: memory per connection is bounded whatever the size.
#[derive(Debug)]
pub struct Body {
    framing: Result<Framing, FramingError>,
    tally: Mutex<Tally>,
}

/// How a body ended, as far as it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEnd {
    /// More may come.
    Open,
    /// All bytes that the framing announced have arrived.
    Complete,
    /// The connection ended first.
    CutOff,
    /// The chunk framing is broken at this many bytes after the head (RFC 9112 section 7.1).
    BadChunk {
        /// Offset from the end of the head, in raw bytes.
        offset: u64,
    },
    /// The head's framing fields contradict each other, so that no body can be told apart.
    Unknowable,
}

#[derive(Debug)]
struct Tally {
    bytes: u64,
    end: BodyEnd,
    chunk_extensions: bool,
    trailers: Vec<u8>,
}

impl Body {
    pub(super) fn new(framing: Result<Framing, FramingError>) -> Self {
        let end = match framing {
            Ok(Framing::None | Framing::Length(0)) => BodyEnd::Complete,
            Ok(Framing::Length(_) | Framing::Chunked) => BodyEnd::Open,
            Err(_) => BodyEnd::Unknowable,
        };
        let tally = Tally {
            bytes: 0,
            end,
            chunk_extensions: false,
            trailers: Vec::new(),
        };
        Self {
            framing,
            tally: Mutex::new(tally),
        }
    }

    /// What the head says of the body's length.
    ///
    /// # Errors
    /// [`FramingError`] when the head contradicts itself.
    pub fn framing(&self) -> Result<Framing, FramingError> {
        self.framing
    }

    /// Body bytes so far, chunk framing not counted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.with(|tally| tally.bytes)
    }

    /// How it ended, as far as it has.
    #[must_use]
    pub fn end(&self) -> BodyEnd {
        self.with(|tally| tally.end)
    }

    /// Whether a chunk carried an extension (RFC 9112 section 7.1.1).
    #[must_use]
    pub fn has_chunk_extensions(&self) -> bool {
        self.with(|tally| tally.chunk_extensions)
    }

    /// The trailer section as it arrived, without its blank line (RFC 9112 section 7.1.2).
    #[must_use]
    pub fn trailers(&self) -> Vec<u8> {
        self.with(|tally| tally.trailers.clone())
    }

    pub(super) fn count(&self, bytes: u64) {
        self.with(|tally| tally.bytes += bytes);
    }

    pub(super) fn note_chunk_extension(&self) {
        self.with(|tally| tally.chunk_extensions = true);
    }

    pub(super) fn push_trailers(&self, bytes: &[u8]) {
        self.with(|tally| tally.trailers.extend_from_slice(bytes));
    }

    /// Sets the end once; a body that has ended stays so.
    pub(super) fn close(&self, end: BodyEnd) {
        self.with(|tally| {
            if tally.end == BodyEnd::Open {
                tally.end = end;
            }
        });
    }

    fn with<T>(&self, look: impl FnOnce(&mut Tally) -> T) -> T {
        look(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
