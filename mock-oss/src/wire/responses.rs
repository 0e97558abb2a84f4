//! Cuts what comes back over a connection into responses.

use std::mem;
use std::sync::Arc;

use bytes::Bytes;

use super::chunked::{Chunked, Step};
use super::parse::{HeadEnd, HeadScan, head_end};
use super::response::SWITCHING;
use super::{Field, Limits, Response};

/// What a response answers to, as far as its length hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// HEAD: no body follows whatever the head says.
    Head,
    /// Another method.
    Other,
}

/// What there is to tell of the bytes that were taken.
#[derive(Debug)]
pub enum ResponseCut<'a> {
    /// A whole head, interim ones too.
    Head(Arc<Response>),
    /// A piece of the last head's body, without framing.
    Data(&'a [u8]),
    /// A chunked body has ended.
    End,
}

/// How what came back ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseEnd {
    /// Between two responses, or with one that lasts as long as its connection.
    Whole,
    /// Inside of one.
    CutOff,
    /// Nobody knows: where responses end could not be told any more.
    Unknown,
}

/// The cutter (RFC 9112 section 6.3): bytes go in as they arrive, and whoever relays them sees where responses
/// end. It holds one unfinished head, never a body.
#[derive(Debug)]
pub struct ResponseFramer {
    limits: Limits,
    state: State,
}

#[derive(Debug)]
enum State {
    Head { bytes: Vec<u8>, scan: HeadScan },
    Sized { left: u64 },
    Chunked(Chunked),
    UntilClose,
    Lost,
}

impl ResponseFramer {
    /// A framer at the beginning of a connection.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::fresh(),
        }
    }

    /// Takes bytes from the front of `input` until there is something to tell; `asked` is what the response on
    /// its way answers to. `None` once the input is used up, or where responses cannot be told apart any more.
    pub fn cut<'a>(&mut self, input: &mut &'a [u8], asked: Asked) -> Option<ResponseCut<'a>> {
        while !input.is_empty() {
            let (state, cut) = match mem::replace(&mut self.state, State::Lost) {
                State::Head { bytes, scan } => self.head(bytes, scan, input, asked),
                State::Sized { left } => sized(left, input),
                State::Chunked(decoder) => chunked(decoder, input),
                State::UntilClose => (State::UntilClose, Some(ResponseCut::Data(mem::take(input)))),
                State::Lost => return None,
            };
            self.state = state;
            if cut.is_some() {
                return cut;
            }
        }
        None
    }

    /// Whether no response has begun that has not ended.
    #[must_use]
    pub fn is_between(&self) -> bool {
        matches!(&self.state, State::Head { bytes, .. } if bytes.is_empty())
    }

    /// Whether responses cannot be told apart any more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self.state, State::Lost)
    }

    /// How it ended, when the connection is over now.
    #[must_use]
    pub fn end(&self) -> ResponseEnd {
        match &self.state {
            State::UntilClose => ResponseEnd::Whole,
            State::Head { bytes, .. } if bytes.is_empty() => ResponseEnd::Whole,
            State::Head { .. } | State::Sized { .. } | State::Chunked(_) => ResponseEnd::CutOff,
            State::Lost => ResponseEnd::Unknown,
        }
    }

    fn head<'a>(
        &self,
        mut bytes: Vec<u8>,
        scan: HeadScan,
        input: &mut &'a [u8],
        asked: Asked,
    ) -> (State, Option<ResponseCut<'a>>) {
        let before = bytes.len();
        let room = (self.limits.head_bytes + 1).saturating_sub(before);
        bytes.extend_from_slice(&input[..input.len().min(room)]);
        match head_end(&bytes, scan, self.limits.fields) {
            HeadEnd::At { end, .. } if end <= self.limits.head_bytes => {
                *input = &input[end - before..];
                bytes.truncate(end);
                match Response::parse(Bytes::from(bytes)) {
                    Some(head) => (body_of(&head, asked), Some(ResponseCut::Head(Arc::new(head)))),
                    None => (State::Lost, None),
                }
            }
            HeadEnd::Unfinished(scan) if bytes.len() <= self.limits.head_bytes => {
                *input = &[];
                (State::Head { bytes, scan }, None)
            }
            HeadEnd::At { .. } | HeadEnd::TooManyFields(_) | HeadEnd::Unfinished(_) => (State::Lost, None),
        }
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

/// What follows a head.
fn body_of(head: &Response, asked: Asked) -> State {
    match head.status() {
        SWITCHING => return State::Lost,
        100..200 | 204 | 304 => return State::fresh(),
        _ if asked == Asked::Head => return State::fresh(),
        _ => {}
    }
    let codings: Vec<Vec<u8>> = head
        .named("transfer-encoding")
        .map(|field| field.value().to_ascii_lowercase())
        .collect();
    if !codings.is_empty() {
        let codings = codings.join(&b',');
        let last = codings.rsplit(|&byte| byte == b',').next().unwrap_or_default();
        return if last.trim_ascii() == b"chunked" {
            State::Chunked(Chunked::new())
        } else {
            State::UntilClose
        };
    }
    let mut lengths = head.named("content-length").map(|field| length(&field));
    match lengths.next() {
        None => State::UntilClose,
        Some(Some(left)) if lengths.all(|other| other == Some(left)) => sized_body(left),
        Some(_) => State::Lost,
    }
}

fn length(field: &Field<'_>) -> Option<u64> {
    let value = field.value();
    let digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(&value).ok().filter(|_| digits)?.parse().ok()
}

fn sized_body(left: u64) -> State {
    if left == 0 {
        State::fresh()
    } else {
        State::Sized { left }
    }
}

fn sized<'a>(left: u64, input: &mut &'a [u8]) -> (State, Option<ResponseCut<'a>>) {
    let take = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
    let (data, rest) = input.split_at(take);
    *input = rest;
    (sized_body(left - take as u64), Some(ResponseCut::Data(data)))
}

fn chunked<'a>(mut decoder: Chunked, input: &mut &'a [u8]) -> (State, Option<ResponseCut<'a>>) {
    loop {
        let before = *input;
        match decoder.step(input) {
            None => return (State::Chunked(decoder), None),
            Some(Step::Data(bytes)) => {
                let consumed = before.len() - input.len();
                let data = &before[consumed - bytes..consumed];
                return (State::Chunked(decoder), Some(ResponseCut::Data(data)));
            }
            Some(Step::Trailer(_) | Step::Extension) => {}
            Some(Step::End) => return (State::fresh(), Some(ResponseCut::End)),
            Some(Step::Bad { .. }) => return (State::Lost, None),
        }
    }
}
