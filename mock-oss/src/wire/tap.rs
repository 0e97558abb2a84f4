//! A socket that remembers what came in.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{Arrival, Framer, Limits};

/// Wraps a stream: every inbound byte goes through a [`Framer`] before hyper sees it.
///
/// Requests on an HTTP/1 connection are served in order, so a service that takes one arrival per
/// call from [`Taps`] holds the exact bytes of the request hyper is asking it to answer.
#[derive(Debug)]
pub struct Tap<S> {
    inner: S,
    taps: Taps,
}

/// The other end of a [`Tap`]: the requests that have arrived on its connection.
#[derive(Debug, Clone)]
pub struct Taps(Arc<Mutex<Framer>>);

impl<S> Tap<S> {
    /// Wraps `inner` at the beginning of a connection.
    pub fn new(inner: S, limits: Limits) -> (Self, Taps) {
        let taps = Taps(Arc::new(Mutex::new(Framer::new(limits))));
        let tap = Self {
            inner,
            taps: taps.clone(),
        };
        (tap, taps)
    }
}

impl Taps {
    /// The next whole request that nobody has taken.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Arrival> {
        self.with(Framer::next_arrival)
    }

    /// Says that the connection is over; see [`Framer::finish`].
    pub fn finish(&self) {
        self.with(Framer::finish);
    }

    fn with<T>(&self, act: impl FnOnce(&mut Framer) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf))?;
        let arrived = &buf.filled()[before..];
        self.taps.with(|framer| framer.push(arrived));
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
