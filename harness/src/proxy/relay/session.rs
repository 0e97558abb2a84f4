//! One client and one upstream, both directions at once.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::wire::{Arrival, ResponseCut, ResponseFramer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, sleep, timeout};

use super::inbound::{Inbound, Next};
use super::pending::{Pending, Taken};
use super::route::Route;
use super::stream::{Connection, Reader, Writer};
use super::{LIMITS, PIECE, drain};

/// The client's side.
pub(super) struct Client {
    pub(super) inbound: Inbound,
    pub(super) writer: Writer,
}

/// The service's side.
pub(super) struct Upstream {
    reader: Reader,
    writer: Writer,
    framer: ResponseFramer,
}

/// How a session ended.
pub(super) enum Ended {
    /// A request came that does not belong here, and all before it were answered.
    Next(Box<Route>),
    /// Both connections are to be closed.
    Over,
}

/// How the way to the service ended.
enum Sent {
    /// With a request that does not belong here.
    Next(Box<Route>),
    /// The client says no more; the service knows.
    AllSaid,
    /// The service takes no more of a body; what was left of it was dropped.
    Dropped,
    /// The client is gone.
    Gone,
}

/// How the way back ended.
enum Back {
    /// The service has closed it.
    Closed,
    /// The client takes no more.
    Gone,
}

impl Upstream {
    pub(super) fn new(connection: Connection) -> Self {
        let (reader, writer) = tokio::io::split(connection);
        Self {
            reader,
            writer,
            framer: ResponseFramer::new(LIMITS),
        }
    }

    /// Whether it is there still, and says nothing unasked.
    pub(super) async fn is_quiet(&mut self) -> bool {
        let read = timeout(Duration::ZERO, self.reader.read(&mut [0])).await;
        read.is_err()
    }
}

/// Passes `first` and what follows it to the upstream, and the answers back. `route` says of each further
/// request whether it belongs here.
pub(super) async fn run(
    client: &mut Client,
    upstream: &mut Upstream,
    pending: &Pending,
    first: Taken,
    route: impl Fn(&Arc<Arrival>) -> Result<Taken, Box<Route>>,
) -> Ended {
    let Client { inbound, writer } = client;
    let mut sent = None;
    let mut last_words = pin!(sleep(Duration::MAX));
    let back = {
        let mut up = pin!(up(inbound, &mut upstream.writer, pending, first, route));
        let mut down = pin!(down(&mut upstream.reader, &mut upstream.framer, writer, pending));
        loop {
            tokio::select! {
                back = &mut down => break Some(back),
                how = &mut up, if sent.is_none() => sent = Some(how),
                () = pending.answered.notified(), if sent.is_some() => {}
                () = &mut last_words => break None,
            }
            match &sent {
                Some(Sent::Gone) => break Some(Back::Gone),
                Some(Sent::AllSaid) if pending.is_empty() => last_words.as_mut().reset(Instant::now() + LAST_WORDS),
                Some(_) if pending.is_empty() => break None,
                Some(_) | None => {}
            }
        }
    };
    match (back, sent) {
        (None, Some(Sent::Next(route))) => return Ended::Next(route),
        (Some(Back::Closed), None) if pending.had_early_answer() => {
            if !upstream.framer.is_between() {
                // Only the end of the connection ends this answer.
                let _ = writer.shutdown().await;
            }
            // What the client still sends is taken, so that it comes to read the answer.
            drain::rest_of_body(inbound).await;
        }
        (Some(Back::Gone), _) => pending.abandon(CLIENT_GONE),
        _ => {}
    }
    // A client that is gone is told nothing.
    let _ = writer.shutdown().await;
    drain::linger(inbound).await;
    Ended::Over
}

async fn up(
    inbound: &mut Inbound,
    writer: &mut Writer,
    pending: &Pending,
    first: Taken,
    route: impl Fn(&Arc<Arrival>) -> Result<Taken, Box<Route>>,
) -> Sent {
    let mut early = Early::No;
    let mut taken = Some(first);
    loop {
        if let Some(taken) = taken.take() {
            let head = taken.head();
            pending.push(taken);
            if pass(writer, &head, pending, &mut early).await == Fate::Unwanted {
                drain::rest_of_body(inbound).await;
                return Sent::Dropped;
            }
        }
        match inbound.next().await {
            Ok(Next::Raw(raw)) => {
                if pass(writer, raw, pending, &mut early).await == Fate::Unwanted {
                    drain::rest_of_body(inbound).await;
                    return Sent::Dropped;
                }
            }
            Ok(Next::Head(arrival)) => match route(&arrival) {
                Ok(next) => taken = Some(next),
                Err(route) => return Sent::Next(route),
            },
            Ok(Next::End) => {
                // Where the service is gone already, the way back tells.
                let _ = writer.shutdown().await;
                return Sent::AllSaid;
            }
            Err(_) => return Sent::Gone,
        }
    }
}

/// Whether an answer has come while its request's body was still on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Early {
    No,
    Yes,
}

/// What becomes of bytes for the service.
#[derive(PartialEq, Eq)]
enum Fate {
    Passed,
    Unwanted,
}

/// Passes bytes on. A service that has answered already need not take the rest of a body.
async fn pass(writer: &mut Writer, bytes: &[u8], pending: &Pending, early: &mut Early) -> Fate {
    let mut writing = pin!(async {
        writer.write_all(bytes).await?;
        writer.flush().await
    });
    loop {
        tokio::select! {
            biased;
            done = &mut writing => return if done.is_ok() { Fate::Passed } else { Fate::Unwanted },
            () = pending.early.notified(), if *early == Early::No => *early = Early::Yes,
            () = sleep(STALLED), if *early == Early::Yes => return Fate::Unwanted,
        }
    }
}

async fn down(reader: &mut Reader, framer: &mut ResponseFramer, writer: &mut Writer, pending: &Pending) -> Back {
    let mut buffer = vec![0; PIECE];
    loop {
        let read = match reader.read(&mut buffer).await {
            Ok(0) | Err(_) => {
                pending.over(framer.end());
                return Back::Closed;
            }
            Ok(read) => read,
        };
        // The record before the last byte, so that whoever has read that finds it.
        look(&buffer[..read], framer, pending);
        let written = writer.write_all(&buffer[..read]).await;
        if written.is_err() || writer.flush().await.is_err() {
            return Back::Gone;
        }
        if pending.is_empty() {
            pending.answered.notify_one();
        }
    }
}

/// Finds out which answers these bytes are.
fn look(mut bytes: &[u8], framer: &mut ResponseFramer, pending: &Pending) {
    while let Some(cut) = framer.cut(&mut bytes, pending.asked()) {
        match cut {
            ResponseCut::Head(head) => pending.head(&head),
            ResponseCut::Data(data) => pending.data(data),
            ResponseCut::End => {}
        }
        if framer.is_between() {
            pending.between();
        }
    }
}

const CLIENT_GONE: &str = "the client closed the connection before the answer was whole";

/// So long a service may say more to a client that says no more.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// So long a service that has answered may take nothing of a body that it does not want.
const STALLED: Duration = Duration::from_secs(2);
