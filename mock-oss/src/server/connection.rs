//! One connection: the tap below hyper, the watch over silent clients, the end.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use super::aside::Aside;
use super::exchange::Exchange;
use super::service::Service;
use super::{Bounds, HttpRefusal};
use crate::wire::{Limits, Tap, Taps};

/// Serves a connection to its end. `stop` asks it to end after the request it is at.
pub(super) async fn serve(stream: TcpStream, service: Arc<Service>, mut stop: watch::Receiver<bool>) {
    // Without it small answers wait for the client's delayed acknowledgement, 40 ms each.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let bounds = service.config.bounds;
    let (tap, taps) = Tap::new(stream, head_limits(bounds));
    let (unread, mut unread_bodies) = mpsc::unbounded_channel();
    let exchange = Arc::new(Exchange::new(service, taps.clone(), unread));
    let answering = Arc::clone(&exchange);
    let answer =
        service_fn(move |request: hyper::Request<Incoming>| Arc::clone(&answering).answer(request.into_body()));
    let mut connection = protocol(bounds).serve_connection(TokioIo::new(tap), answer);
    let mut watching = Aside::new(async {
        tokio::select! {
            () = discard_all(&mut unread_bodies, bounds.idle) => Silence::Stalled,
            silence = watch(&taps, bounds) => silence,
        }
    });
    let mut told = Aside::new(stop.changed());
    let mut stopping = false;
    let ended = loop {
        let event = tokio::select! {
            biased;
            ended = &mut connection => Event::Ended(ended),
            silence = &mut watching => Event::Silence(silence),
            _ = &mut told, if !stopping => Event::Stop,
        };
        match event {
            Event::Ended(Ok(())) | Event::Silence(Silence::Stalled) => return,
            Event::Ended(Err(error)) => break refusal(&error),
            Event::Silence(Silence::InHead) => break Some(HttpRefusal::HeadTimedOut),
            Event::Stop => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let Some(refusal) = ended else {
        return;
    };
    let unanswered = match refusal {
        HttpRefusal::HeadTimedOut => Some("408 Request Timeout"),
        HttpRefusal::Http2 => Some("505 HTTP Version Not Supported"),
        _ => None,
    };
    if let Some(status) = unanswered {
        close_with(connection.into_parts().io.into_inner(), status).await;
    }
    exchange.ended_by(refusal);
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
}

/// Answers a connection that is one too many, and closes it.
pub(super) async fn turn_away(stream: TcpStream) {
    close_with(stream, "503 Service Unavailable").await;
}

/// Says `status` where hyper does not, and closes. A client that does not take even this is no loss.
async fn close_with(mut stream: impl AsyncWrite + Unpin, status: &str) {
    let text = format!("HTTP/1.1 {status}\r\nserver: AliyunOSS\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let saying = async {
        stream.write_all(text.as_bytes()).await?;
        stream.shutdown().await
    };
    let _ = timeout(Duration::from_secs(1), saying).await;
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

/// What hyper refused, if it refused something.
fn refusal(error: &hyper::Error) -> Option<HttpRefusal> {
    if error.is_parse_too_large() {
        let about_target = error.to_string().contains("URI");
        return Some(if about_target {
            HttpRefusal::TargetTooLong
        } else {
            HttpRefusal::HeadTooLarge
        });
    }
    if error.is_parse_version_h2() {
        return Some(HttpRefusal::Http2);
    }
    error.is_parse().then(|| HttpRefusal::Malformed(error.to_string()))
}
