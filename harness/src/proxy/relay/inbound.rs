//! What a client sends: heads, and raw bytes that belong to their bodies.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use mock_oss::wire::{Arrival, Framer};
use tokio::io::AsyncReadExt as _;

use super::stream::Reader;
use super::{LIMITS, PIECE};

/// The client's direction of a connection. A head is given whole, everything else as it came, in pieces.
pub(super) struct Inbound {
    reader: Reader,
    framer: Framer,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    ended: bool,
}

/// What came next.
pub(super) enum Next<'a> {
    /// A head, or bytes that are none.
    Head(Arc<Arrival>),
    /// Bytes behind the last head, its framing included.
    Raw(&'a [u8]),
    /// The client says no more.
    End,
}

impl Inbound {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            reader,
            framer: Framer::new(LIMITS),
            buffer: vec![0; PIECE].into(),
            start: 0,
            end: 0,
            ended: false,
        }
    }

    /// The next of it. May be cancelled: nothing that was read is lost.
    pub(super) async fn next(&mut self) -> io::Result<Next<'_>> {
        loop {
            if let Some(arrival) = self.framer.next_arrival() {
                return Ok(Next::Head(arrival));
            }
            if self.ended {
                return Ok(Next::End);
            }
            if self.start == self.end {
                let read = self.reader.read(&mut self.buffer).await?;
                (self.start, self.end) = (0, read);
                if read == 0 {
                    self.ended = true;
                    self.framer.finish();
                    continue;
                }
            }
            let raw = self.cut();
            if !raw.is_empty() {
                return Ok(Next::Raw(&self.buffer[raw]));
            }
        }
    }

    /// Lets the framer look at what was read, and gives what is no part of a head. Once where requests end
    /// cannot be told any more, that is everything.
    fn cut(&mut self) -> std::ops::Range<usize> {
        let piece = self.start..self.end;
        if self.framer.is_lost() {
            self.start = self.end;
            return piece;
        }
        let of_head = self.framer.is_at_head();
        let mut rest = &self.buffer[piece.clone()];
        self.framer.cut(&mut rest);
        self.start = self.end - rest.len();
        if !of_head {
            if self.framer.is_lost() {
                self.start = self.end;
            }
            return piece.start..self.start;
        }
        if self.framer.is_beyond_hope() {
            self.framer.finish();
        }
        0..0
    }

    /// Whether the last head's body has more to come.
    pub(super) fn is_inside_body(&self) -> bool {
        !self.ended && !self.framer.is_at_head()
    }

    /// The reader, and what was read that is no part of a head yet.
    pub(super) fn into_parts(self) -> (Reader, Bytes) {
        let rest = Bytes::copy_from_slice(&self.buffer[self.start..self.end]);
        (self.reader, rest)
    }
}
