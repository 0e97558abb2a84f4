//! Cuts one connection's inbound bytes into requests.

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;

use bytes::Bytes;

use super::chunked::{Chunked, Step};
use super::parse::{HeadEnd, HeadScan, cannot_begin, head_end, parse};
use super::{Body, BodyEnd, Framing, Received, WireError};

/// Bounds on what one head may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one head, blank line included.
    pub head_bytes: usize,
    /// Most field lines of one head.
    pub fields: usize,
}

impl Limits {
    /// Most field lines that hyper reads into a table on the stack. For a higher bound it makes one on
    /// the heap, for each request.
    pub const USUAL_FIELDS: usize = 100;
}

impl Default for Limits {
    /// 64 KiB and [`Limits::USUAL_FIELDS`]. unknown: what the service itself takes.
    fn default() -> Self {
        Self {
            head_bytes: 64 * 1024,
            fields: Self::USUAL_FIELDS,
        }
    }
}

/// One request, as far as the wire goes. Its connection goes on counting the body while others hold it.
#[derive(Debug)]
pub struct Arrival {
    /// The head, or why the bytes are none.
    pub head: Result<Received, WireError>,
    /// The bytes of a head that could not be read; empty when it was.
    pub unread: Bytes,
    /// The body that follows the head.
    pub body: Body,
}

impl Arrival {
    /// What a connection brings that is turned away before a byte of it is read.
    #[must_use]
    pub fn nothing() -> Self {
        unreadable(Bytes::new(), WireError::Empty)
    }
}

/// What the framer has to tell of the bytes it took.
#[derive(Debug)]
pub enum Cut<'a> {
    /// A head, or bytes that are none; no byte behind it was taken.
    Head(Arc<Arrival>),
    /// A piece of the last head's body, without framing.
    Data(&'a [u8]),
    /// A chunked body has ended. A body of an announced length ends with its last byte.
    End,
}

/// The cutter: bytes go in as they arrive, in pieces of any size, requests come out in order.
///
/// It holds one unfinished head and a queue of whole ones, never a body, so that its memory is
/// bounded by [`Limits`] and by how far a client pipelines within what hyper has read.
#[derive(Debug)]
pub struct Framer {
    limits: Limits,
    state: State,
    arrived: VecDeque<Arc<Arrival>>,
    heads: u64,
}

#[derive(Debug)]
enum State {
    Head {
        bytes: Vec<u8>,
        scan: HeadScan,
    },
    Sized {
        left: u64,
        of: Arc<Arrival>,
    },
    Chunked {
        decoder: Chunked,
        of: Arc<Arrival>,
    },
    /// Where the next request begins cannot be known any more.
    Lost,
}

impl Framer {
    /// A framer at the beginning of a connection.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::fresh(),
            arrived: VecDeque::new(),
            heads: 0,
        }
    }

    /// Takes the next inbound bytes, all of them.
    pub fn push(&mut self, mut input: &[u8]) {
        while self.cut(&mut input).is_some() {}
    }

    /// Takes bytes from the front of `input` until there is something to tell. `None` once the input is used
    /// up, or when the framer [is lost](Self::is_lost) and takes no more.
    pub fn cut<'a>(&mut self, input: &mut &'a [u8]) -> Option<Cut<'a>> {
        while !input.is_empty() {
            let known = self.arrived.len();
            let (state, cut) = match mem::replace(&mut self.state, State::Lost) {
                State::Head { bytes, scan } => (self.head(bytes, scan, input), None),
                State::Sized { left, of } => sized(left, of, input),
                State::Chunked { decoder, of } => chunked(decoder, of, input),
                State::Lost => return None,
            };
            self.state = state;
            if let Some(arrival) = self.arrived.get(known) {
                return Some(Cut::Head(Arc::clone(arrival)));
            }
            if cut.is_some() {
                return cut;
            }
        }
        None
    }

    /// Whether where the next request begins cannot be known any more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self.state, State::Lost)
    }

    /// Takes no more bytes as requests.
    pub(super) fn lose(&mut self) {
        self.state = State::Lost;
    }

    /// How many bytes of an announced length are still to come; `None` outside of such a body.
    pub(super) fn body_left(&self) -> Option<u64> {
        match &self.state {
            State::Sized { left, .. } => Some(*left),
            State::Head { .. } | State::Chunked { .. } | State::Lost => None,
        }
    }

    /// Whether a request has arrived that nobody has taken.
    pub(super) fn has_arrival(&self) -> bool {
        !self.arrived.is_empty()
    }

    /// Whether the next byte belongs to a head, begun or not.
    #[must_use]
    pub fn is_at_head(&self) -> bool {
        matches!(self.state, State::Head { .. })
    }

    /// Whether the head that has begun can become none, whatever follows.
    #[must_use]
    pub fn is_beyond_hope(&self) -> bool {
        matches!(&self.state, State::Head { bytes, .. } if cannot_begin(bytes))
    }

    /// The next whole request, in the order of arrival.
    pub fn next_arrival(&mut self) -> Option<Arc<Arrival>> {
        self.arrived.pop_front()
    }

    /// How many whole heads have arrived.
    #[must_use]
    pub fn heads(&self) -> u64 {
        self.heads
    }

    /// Whether a head has begun and not ended.
    #[must_use]
    pub fn is_inside_head(&self) -> bool {
        matches!(&self.state, State::Head { bytes, .. } if !is_blank(bytes))
    }

    /// Ends the connection: an unfinished body is cut off, an unfinished head becomes an arrival
    /// of its own. Blank lines alone are no request.
    pub fn finish(&mut self) {
        match mem::replace(&mut self.state, State::Lost) {
            State::Head { bytes, .. } => {
                let error = WireError::CutOff { offset: bytes.len() };
                if !is_blank(&bytes) {
                    self.arrived.push_back(Arc::new(unreadable(bytes, error)));
                }
            }
            State::Sized { of, .. } | State::Chunked { of, .. } => of.body.close(BodyEnd::CutOff),
            State::Lost => {}
        }
    }

    fn head(&mut self, mut bytes: Vec<u8>, scan: HeadScan, input: &mut &[u8]) -> State {
        if let Some((end, lines)) = self.head_within(&bytes, scan, input) {
            let head = Bytes::copy_from_slice(&input[..end]);
            *input = &input[end..];
            return self.whole_head(head, lines);
        }
        let before = bytes.len();
        let room = (self.limits.head_bytes + 1).saturating_sub(before);
        bytes.extend_from_slice(&input[..input.len().min(room)]);
        match head_end(&bytes, scan, self.limits.fields) {
            HeadEnd::At { end, lines } if end <= self.limits.head_bytes => {
                *input = &input[end - before..];
                bytes.truncate(end);
                bytes.shrink_to_fit();
                self.whole_head(Bytes::from(bytes), lines)
            }
            HeadEnd::TooManyFields(end) if end <= self.limits.head_bytes => {
                bytes.truncate(end);
                self.too_many(bytes)
            }
            HeadEnd::Unfinished(scan) if bytes.len() <= self.limits.head_bytes => {
                *input = &[];
                State::Head { bytes, scan }
            }
            HeadEnd::At { .. } | HeadEnd::TooManyFields(_) | HeadEnd::Unfinished(_) => self.too_long(bytes),
        }
    }

    /// Where a head ends that begins and ends in one piece, as most do, and how many lines it has: only
    /// its own bytes are kept.
    fn head_within(&self, before: &[u8], scan: HeadScan, input: &[u8]) -> Option<(usize, usize)> {
        if !before.is_empty() {
            return None;
        }
        match head_end(input, scan, self.limits.fields) {
            HeadEnd::At { end, lines } if end <= self.limits.head_bytes => Some((end, lines)),
            HeadEnd::At { .. } | HeadEnd::TooManyFields(_) | HeadEnd::Unfinished(_) => None,
        }
    }

    fn whole_head(&mut self, bytes: Bytes, lines: usize) -> State {
        let received = match parse(bytes, lines) {
            Ok(received) => received,
            Err((bytes, error)) => {
                self.arrived.push_back(Arc::new(unreadable(bytes, error)));
                return State::Lost;
            }
        };
        self.heads += 1;
        let framing = Framing::of(&received);
        let of = Arc::new(Arrival {
            head: Ok(received),
            unread: Bytes::new(),
            body: Body::new(framing),
        });
        self.arrived.push_back(Arc::clone(&of));
        match framing {
            Ok(Framing::None | Framing::Length(0)) => State::fresh(),
            Ok(Framing::Length(left)) => State::Sized { left, of },
            Ok(Framing::Chunked) => State::Chunked {
                decoder: Chunked::new(),
                of,
            },
            Err(_) => State::Lost,
        }
    }

    fn too_long(&mut self, bytes: Vec<u8>) -> State {
        let limit = self.limits.head_bytes;
        let arrival = unreadable(bytes, WireError::TooLong { limit });
        self.arrived.push_back(Arc::new(arrival));
        State::Lost
    }

    fn too_many(&mut self, bytes: Vec<u8>) -> State {
        let limit = self.limits.fields;
        let arrival = unreadable(bytes, WireError::TooManyFields { limit });
        self.arrived.push_back(Arc::new(arrival));
        State::Lost
    }
}

impl State {
    fn fresh() -> Self {
        Self::Head {
            bytes: Vec::new(),
            scan: HeadScan::default(),
        }
    }
}

fn sized<'a>(left: u64, of: Arc<Arrival>, input: &mut &'a [u8]) -> (State, Option<Cut<'a>>) {
    let take = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
    let taken = take as u64;
    let (data, rest) = input.split_at(take);
    *input = rest;
    of.body.count(taken);
    if left == taken {
        of.body.close(BodyEnd::Complete);
        return (State::fresh(), Some(Cut::Data(data)));
    }
    (State::Sized { left: left - taken, of }, Some(Cut::Data(data)))
}

fn chunked<'a>(mut decoder: Chunked, of: Arc<Arrival>, input: &mut &'a [u8]) -> (State, Option<Cut<'a>>) {
    let body = &of.body;
    loop {
        let before = *input;
        match decoder.step(input) {
            None => return (State::Chunked { decoder, of }, None),
            Some(Step::Data(bytes)) => {
                body.count(bytes as u64);
                let consumed = before.len() - input.len();
                let data = &before[consumed - bytes..consumed];
                return (State::Chunked { decoder, of }, Some(Cut::Data(data)));
            }
            Some(Step::Trailer(bytes)) => {
                let consumed = before.len() - input.len();
                body.push_trailers(&before[consumed - bytes..consumed]);
            }
            Some(Step::Extension) => body.note_chunk_extension(),
            Some(Step::End) => {
                body.close(BodyEnd::Complete);
                return (State::fresh(), Some(Cut::End));
            }
            Some(Step::Bad { offset }) => {
                body.close(BodyEnd::BadChunk { offset });
                return (State::Lost, None);
            }
        }
    }
}

/// Whether there are only line ends.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
}

fn unreadable(bytes: impl Into<Bytes>, error: WireError) -> Arrival {
    Arrival {
        head: Err(error),
        unread: bytes.into(),
        body: Body::new(Ok(Framing::None)),
    }
}
