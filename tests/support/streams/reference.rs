//! What the framer makes of a stream.

use std::sync::Arc;

use mock_oss::wire::{Arrival, BodyEnd, Cut, Framer, Limits};

/// One request of a stream.
#[derive(Debug, Clone)]
pub(crate) struct Cutting {
    /// What arrived as its head, whole or not.
    pub(crate) head: Vec<u8>,
    /// Whether the head could be read and says where the body ends.
    pub(crate) is_framed: bool,
    /// The body as far as it came.
    pub(crate) body: Vec<u8>,
    /// How the body ended.
    pub(crate) end: BodyEnd,
}

/// The requests of a stream, in order.
pub(crate) fn cut(bytes: &[u8]) -> Vec<Cutting> {
    let mut framer = Framer::new(Limits::default());
    let mut rest = bytes;
    let mut requests: Vec<(Arc<Arrival>, Vec<u8>)> = Vec::new();
    while let Some(cut) = framer.cut(&mut rest) {
        match cut {
            Cut::Head(arrival) => requests.push((arrival, Vec::new())),
            Cut::Data(data) => requests.last_mut().unwrap().1.extend_from_slice(data),
            Cut::End => {}
        }
    }
    framer.finish();
    let unfinished = std::iter::from_fn(|| framer.next_arrival()).skip(requests.len());
    let unfinished: Vec<_> = unfinished.map(|arrival| (arrival, Vec::new())).collect();
    requests.extend(unfinished);
    requests
        .into_iter()
        .map(|(arrival, body)| cutting(&arrival, body))
        .collect()
}

fn cutting(arrival: &Arrival, body: Vec<u8>) -> Cutting {
    let head = arrival.head.as_ref().map(|received| received.head().to_vec());
    Cutting {
        is_framed: head.is_ok() && arrival.body.framing().is_ok(),
        head: head.unwrap_or_else(|_| arrival.unread.to_vec()),
        body,
        end: arrival.body.end(),
    }
}
