//! One connection: the tap below hyper, the watch over silent clients, the end.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use super::Places;
use super::aside::Aside;
use super::closing::{linger, of_error, of_halt, say, status_line};
use super::exchange::{Exchange, Misread};
use super::places::{Place, Stay};
use crate::server::service::Service;
use crate::server::{Bounds, HttpRefusal};
use crate::wire::{Limits, Tap, Taps};

/// A connection that has its place.
#[derive(Debug)]
pub(in crate::server) struct Admitted {
    tap: Tap<TcpStream>,
    taps: Taps,
    place: Place,
    stay: Stay,
}

impl Admitted {
    /// Finds a place for a new connection.
    ///
    /// # Errors
    /// Gives the stream back when all places are taken by busy connections.
    pub(in crate::server) fn new(stream: TcpStream, places: &Places, bounds: Bounds) -> Result<Self, TcpStream> {
        let (tap, taps) = Tap::new(stream, head_limits(bounds));
        match places.take(taps.clone()) {
            Some((place, stay)) => Ok(Self { tap, taps, place, stay }),
            None => Err(tap.into_inner()),
        }
    }
}

/// Serves a connection to its end. `stop` asks it to end after the request it is at.
pub(in crate::server) async fn serve(admitted: Admitted, service: Arc<Service>, mut stop: watch::Receiver<bool>) {
    let Admitted { tap, taps, place, stay } = admitted;
    let bounds = service.config.bounds;
    let (unread, mut unread_bodies) = mpsc::unbounded_channel();
    let exchange = Arc::new(Exchange::new(service, taps.clone(), unread));
    let answering = Arc::clone(&exchange);
    let answer = service_fn(move |request: hyper::Request<Incoming>| {
        // At once, before hyper reads on: the next arrival is the one it asks about.
        let taken = answering.take(request.into_body());
        let answering = Arc::clone(&answering);
        async move { Ok::<_, Misread>(answering.answer(taken?).await) }
    });
    let mut connection = protocol(bounds).serve_connection(TokioIo::new(tap), answer);
    let mut watching = Aside::new(async {
        tokio::select! {
            () = discard_all(&mut unread_bodies, bounds.idle) => Silence::Stalled,
            silence = watch(&taps, bounds) => silence,
            // The sender is never used, only dropped.
            _ = stay => Silence::MakesWay,
        }
    });
    let mut told = Aside::new(stop.changed());
    let mut stopping = false;
    let end = loop {
        let event = tokio::select! {
            biased;
            ended = &mut connection => Event::Ended(ended),
            silence = &mut watching => Event::Silence(silence),
            _ = &mut told, if !stopping => Event::Stop,
        };
        match event {
            Event::Ended(ended) => break End::of(&taps, ended.err()),
            Event::Silence(Silence::InHead) => break End::Unanswered(HttpRefusal::HeadTimedOut),
            Event::Silence(Silence::MakesWay) if taps.is_inside_head() => {
                break End::Unanswered(HttpRefusal::MadeWay);
            }
            Event::Silence(Silence::Stalled | Silence::MakesWay) => return,
            Event::Stop => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let mut tap = connection.into_parts().io.into_inner();
    let more_may_come = !taps.has_ended() && (taps.has_rest() || !stopping);
    let unanswered = end.unanswered();
    // Its files are wanted now.
    let makes_way = matches!(end, End::Unanswered(HttpRefusal::MadeWay));
    if let End::Unanswered(refusal) | End::Answered(refusal) = end {
        exchange.ended_by(refusal);
    }
    // The record before the last word, so that whoever has read that finds it.
    drop(exchange);
    if let Some(status) = unanswered {
        say(tap.inner_mut(), status).await;
    }
    if more_may_come && !makes_way {
        linger(tap.inner_mut()).await;
    }
    drop(place);
}

/// How a connection ended.
enum End {
    /// All was said.
    Plain,
    /// With a refusal that hyper has answered.
    Answered(HttpRefusal),
    /// With a refusal that nobody has answered.
    Unanswered(HttpRefusal),
}

impl End {
    /// The status line that is still to be said.
    fn unanswered(&self) -> Option<&'static str> {
        match self {
            Self::Unanswered(refusal) => Some(status_line(refusal)),
            Self::Plain | Self::Answered(_) => None,
        }
    }

    /// How hyper's part ended.
    fn of(taps: &Taps, error: Option<hyper::Error>) -> Self {
        if let Some(refusal) = taps.halt().and_then(of_halt) {
            return Self::Unanswered(refusal);
        }
        match error.and_then(|error| of_error(&error)) {
            None => Self::Plain,
            Some(refusal @ HttpRefusal::Misread) => Self::Unanswered(refusal),
            Some(refusal) => Self::Answered(refusal),
        }
    }
}

/// What a connection waits for.
enum Event {
    Ended(hyper::Result<()>),
    Silence(Silence),
    Stop,
}

/// What a client waited too long with.
enum Silence {
    /// A head began and did not end.
    InHead,
    /// No byte moved, in either direction.
    Stalled,
    /// Its place is wanted for another.
    MakesWay,
}

fn protocol(bounds: Bounds) -> http1::Builder {
    let limits = head_limits(bounds);
    let mut builder = http1::Builder::new();
    builder
        .header_read_timeout(None)
        .max_buf_size(limits.head_bytes + 1)
        // A client that has said all it wants to say may still want the answer (`printf ... | nc`).
        .half_close(true);
    if limits.fields != Limits::USUAL_FIELDS {
        builder.max_headers(limits.fields);
    }
    builder
}

/// hyper's read buffer, which bounds its heads, has at least 8 KiB.
fn head_limits(bounds: Bounds) -> Limits {
    Limits {
        head_bytes: bounds.head.head_bytes.max(8 * 1024),
        fields: bounds.head.fields,
    }
}

/// Reads bodies that no operation wanted and throws them away. Never ends by itself.
async fn discard_all(bodies: &mut mpsc::UnboundedReceiver<Incoming>, idle: Duration) {
    while let Some(mut body) = bodies.recv().await {
        while let Ok(Some(Ok(_))) = timeout(idle, body.frame()).await {}
    }
    std::future::pending::<()>().await;
}

/// Looks at the connection now and then, and ends when the client has been inside one head for as long
/// as it may be, or silent for twice as long, each up to a quarter longer. (Once as long ends a body,
/// with an answer that needs time to go out.) hyper's own timer would be set and taken down for each
/// request.
async fn watch(taps: &Taps, bounds: Bounds) -> Silence {
    let patience = bounds.idle * 2;
    let tick = bounds.head_read.min(bounds.idle) / 4;
    let (mut moved, mut still) = (taps.moved(), Duration::ZERO);
    let (mut heads, mut inside) = (taps.heads(), Duration::ZERO);
    loop {
        sleep(tick).await;
        still = if taps.moved() == moved {
            still + tick
        } else {
            Duration::ZERO
        };
        let same_head = taps.is_inside_head() && taps.heads() == heads;
        inside = if same_head { inside + tick } else { Duration::ZERO };
        (moved, heads) = (taps.moved(), taps.heads());
        if inside >= bounds.head_read {
            return Silence::InHead;
        }
        if still >= patience {
            return Silence::Stalled;
        }
    }
}
