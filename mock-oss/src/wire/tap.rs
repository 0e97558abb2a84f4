//! A socket that remembers what came in.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
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
pub struct Taps(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    framer: Mutex<Framer>,
    moved: AtomicU64,
}

impl<S> Tap<S> {
    /// Wraps `inner` at the beginning of a connection.
    pub fn new(inner: S, limits: Limits) -> (Self, Taps) {
        let taps = Taps(Arc::new(Shared {
            framer: Mutex::new(Framer::new(limits)),
            moved: AtomicU64::new(0),
        }));
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
    pub fn next_arrival(&self) -> Option<Arc<Arrival>> {
        self.with(Framer::next_arrival)
    }

    /// How many whole heads have arrived.
    #[must_use]
    pub fn heads(&self) -> u64 {
        self.with(|framer| framer.heads())
    }

    /// Whether a head has begun and not ended.
    #[must_use]
    pub fn is_inside_head(&self) -> bool {
        self.with(|framer| framer.is_inside_head())
    }

    /// Says that the connection is over; see [`Framer::finish`].
    pub fn finish(&self) {
        self.with(Framer::finish);
    }

    /// Bytes that have moved over the connection so far, both ways together.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.0.moved.load(Ordering::Relaxed)
    }

    fn count(&self, bytes: usize) {
        self.0.moved.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn with<T>(&self, act: impl FnOnce(&mut Framer) -> T) -> T {
        act(&mut self.0.framer.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf))?;
        let arrived = &buf.filled()[before..];
        self.taps.count(arrived.len());
        self.taps.with(|framer| framer.push(arrived));
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.inner).poll_write(cx, buf))?;
        self.taps.count(written);
        Poll::Ready(Ok(written))
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
        let written = ready!(Pin::new(&mut self.inner).poll_write_vectored(cx, bufs))?;
        self.taps.count(written);
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
