//! What an HTTP library is given of a connection.

use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::io::ReadBuf;
use tokio::time::Instant;

use super::{Arrival, Cut, Framer, Halt, Limits};

/// Gives an HTTP library the bytes of requests whose ends the [`Framer`] has decided, and never a byte of the
/// next request before the last one was taken, so that the library cannot see other requests than the record
/// has. Heads pass as they are; the data of chunked bodies in chunks of the feed's own, so that no reading of
/// extensions, trailers and odd sizes but the framer's counts.
#[derive(Debug)]
pub(super) struct Feed {
    framer: Framer,
    input: Input,
    /// Bytes that are decided and not given.
    ready: Bytes,
    halt: Option<Halt>,
    waiting: Waiting,
    /// Whether the client has said that it sends no more.
    ended: bool,
}

/// What there was to give.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Some bytes.
    Bytes,
    /// None until more arrive.
    Hungry,
    /// None any more.
    Over,
}

/// Whether the client is the one to move.
#[derive(Debug, Clone, Copy)]
pub(super) enum Waiting {
    /// All was answered, and no whole head has come since then.
    Head(Instant),
    /// A request is on its way in or its answer on its way out; when bytes moved last.
    Busy(Instant),
}

impl Feed {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            framer: Framer::new(limits),
            input: Input::new(),
            ready: Bytes::new(),
            halt: None,
            waiting: Waiting::Head(Instant::now()),
            ended: false,
        }
    }

    pub(super) fn framer(&mut self) -> &mut Framer {
        &mut self.framer
    }

    pub(super) fn halt(&self) -> Option<&Halt> {
        self.halt.as_ref()
    }

    pub(super) fn waiting(&self) -> Waiting {
        self.waiting
    }

    /// Bytes have moved over the connection.
    pub(super) fn moved(&mut self) {
        if let Waiting::Busy(_) = self.waiting {
            self.waiting = Waiting::Busy(Instant::now());
        }
    }

    /// Whether bytes may have arrived, or be on their way, that were not given.
    pub(super) fn has_rest(&self) -> bool {
        !self.input.is_empty() || self.halt.is_some()
    }

    /// Whether the client has said that it sends no more.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Room for bytes that arrive. Only while hungry.
    pub(super) fn room(&mut self) -> ReadBuf<'_> {
        self.input.room()
    }

    /// So many bytes have arrived in the [room](Self::room).
    pub(super) fn arrived(&mut self, bytes: usize) {
        self.input.end += bytes;
        self.ended = bytes == 0;
        self.moved();
    }

    /// Whether all of `room` bytes belong to the body that is coming, so that they need not stop here.
    pub(super) fn may_pass(&self, room: usize) -> bool {
        let left = self.framer.body_left();
        left.is_some_and(|left| left >= room as u64)
    }

    /// These bytes have arrived elsewhere, all of them of one body.
    pub(super) fn passed(&mut self, mut bytes: &[u8]) {
        self.ended = bytes.is_empty();
        self.framer.cut(&mut bytes);
        self.moved();
    }

    /// Ends the connection: all that has arrived becomes part of the record.
    pub(super) fn finish(&mut self) {
        self.framer.push(self.input.bytes());
        self.input = Input::new();
        self.framer.finish();
    }

    /// Gives what may be given.
    pub(super) fn give(&mut self, to: &mut ReadBuf<'_>) -> Given {
        loop {
            if !self.ready.is_empty() {
                let piece = self.ready.split_to(self.ready.len().min(to.remaining()));
                to.put_slice(&piece);
                return Given::Bytes;
            }
            if self.halt.is_some() {
                return Given::Over;
            }
            if self.framer.has_arrival() {
                // Whoever asks was given a whole head and has not seen its end.
                self.stop(Halt::Misread);
                return Given::Over;
            }
            if let Some(given) = self.cut(to) {
                return given;
            }
        }
    }

    fn cut(&mut self, to: &mut ReadBuf<'_>) -> Option<Given> {
        let mut rest = self.input.bytes();
        let is_sized = self.framer.body_left().is_some();
        if is_sized {
            rest = &rest[..rest.len().min(to.remaining())];
        }
        let before = rest.len();
        let cut = self.framer.cut(&mut rest);
        let used = before - rest.len();
        let mut halt = None;
        let given = match cut {
            Some(Cut::Head(arrival)) => {
                halt = head_halt(&arrival);
                if let Ok(received) = &arrival.head {
                    self.ready = received.head.clone();
                }
                self.waiting = Waiting::Busy(Instant::now());
                None
            }
            Some(Cut::Data(data)) if is_sized => {
                to.put_slice(data);
                Some(Given::Bytes)
            }
            Some(Cut::Data(data)) => {
                self.ready = chunk(data);
                None
            }
            Some(Cut::End) => {
                self.ready = Bytes::from_static(b"0\r\n\r\n");
                None
            }
            None if self.framer.is_lost() => {
                halt = Some(Halt::BrokenBody);
                None
            }
            None if self.framer.is_beyond_hope() => {
                halt = Some(Halt::NoRequest);
                None
            }
            None => {
                if self.framer.is_at_head() && matches!(self.waiting, Waiting::Busy(_)) {
                    self.waiting = Waiting::Head(Instant::now());
                }
                Some(Given::Hungry)
            }
        };
        self.input.start += used;
        if let Some(halt) = halt {
            self.stop(halt);
        }
        given
    }

    fn stop(&mut self, halt: Halt) {
        self.ready = Bytes::new();
        match halt {
            // What follows is no request of HTTP/1.
            Halt::Http2 => self.framer.lose(),
            Halt::Unreadable(_)
            | Halt::Unframed(_)
            | Halt::NoRequest
            | Halt::TargetTooLong
            | Halt::Misread
            | Halt::BrokenBody => {}
        }
        self.halt = Some(halt);
    }
}

/// Why a head is not given on, if it is not.
fn head_halt(arrival: &Arrival) -> Option<Halt> {
    let received = match &arrival.head {
        Ok(received) => received,
        Err(error) => return Some(Halt::Unreadable(error.clone())),
    };
    if received.version() == b"HTTP/2.0" && received.method() == b"PRI" {
        return Some(Halt::Http2);
    }
    if received.target().len() > LONGEST_TARGET {
        return Some(Halt::TargetTooLong);
    }
    arrival.body.framing().err().map(Halt::Unframed)
}

/// One chunk in the plainest spelling (RFC 9112 section 7.1).
fn chunk(data: &[u8]) -> Bytes {
    let mut chunk = BytesMut::with_capacity(data.len() + CHUNK_FRAME);
    chunk.put_slice(format!("{:x}\r\n", data.len()).as_bytes());
    chunk.put_slice(data);
    chunk.put_slice(b"\r\n");
    chunk.freeze()
}

/// Bytes that have arrived and were not cut, in one piece.
#[derive(Debug)]
struct Input {
    bytes: Box<[u8]>,
    start: usize,
    end: usize,
}

impl Input {
    fn new() -> Self {
        Self {
            bytes: Box::default(),
            start: 0,
            end: 0,
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// All of it, since it is asked for only when everything was cut.
    fn room(&mut self) -> ReadBuf<'_> {
        if self.bytes.is_empty() {
            self.bytes = vec![0; INPUT].into();
        }
        (self.start, self.end) = (0, 0);
        ReadBuf::new(&mut self.bytes)
    }
}

/// Bytes that are read at once.
const INPUT: usize = 16 * 1024;
/// Most bytes around the data of a chunk: 16 digits and two line ends.
const CHUNK_FRAME: usize = 20;
/// The longest target of the `http` crate, which hyper keeps targets in (`http::Uri`).
const LONGEST_TARGET: usize = 65534;
