//! A socket that remembers what came in, and gives on what was understood of it.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::feed::{Feed, Given, Waiting};
use super::{Arrival, Halt, Limits};

/// Wraps a stream: every inbound byte goes through a [`Framer`](super::Framer), and an HTTP library above sees the requests
/// that the framer has cut, one after the other.
///
/// A service that takes one arrival per call from [`Taps`], at once, holds the exact bytes of the request that
/// the library is asking it to answer: the next one is not given before that.
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
    feed: Mutex<Feed>,
    moved: AtomicU64,
}

impl<S> Tap<S> {
    /// Wraps `inner` at the beginning of a connection.
    pub fn new(inner: S, limits: Limits) -> (Self, Taps) {
        let taps = Taps(Arc::new(Shared {
            feed: Mutex::new(Feed::new(limits)),
            moved: AtomicU64::new(0),
        }));
        let tap = Self {
            inner,
            taps: taps.clone(),
        };
        (tap, taps)
    }

    /// The stream below, for what goes past the feed.
    pub fn inner_mut(&mut self) -> &mut S {
        &mut self.inner
    }

    /// The stream below.
    pub fn into_inner(self) -> S {
        self.inner
    }
}

impl Taps {
    /// The next whole request that nobody has taken.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Arc<Arrival>> {
        self.with(|feed| feed.framer().next_arrival())
    }

    /// How many whole heads have arrived.
    #[must_use]
    pub fn heads(&self) -> u64 {
        self.with(|feed| feed.framer().heads())
    }

    /// Whether a head has begun and not ended.
    #[must_use]
    pub fn is_inside_head(&self) -> bool {
        self.with(|feed| feed.framer().is_inside_head())
    }

    /// Why nothing more is given on, once that is so.
    #[must_use]
    pub fn halt(&self) -> Option<Halt> {
        self.with(|feed| feed.halt().cloned())
    }

    /// Whether bytes have arrived that no request was made of, or may be on their way.
    #[must_use]
    pub fn has_rest(&self) -> bool {
        self.with(|feed| feed.has_rest())
    }

    /// Whether the client has said that it sends no more.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.with(|feed| feed.has_ended())
    }

    /// For how long the client has had the next move without a whole head to show for it; or, with
    /// a request under way, for how long no byte has moved, if that is longer than `patience`.
    #[must_use]
    pub fn quiet(&self, patience: Duration) -> Option<Duration> {
        match self.with(|feed| feed.waiting()) {
            Waiting::Head(since) => Some(since.elapsed()),
            Waiting::Busy(since) => Some(since.elapsed()).filter(|quiet| *quiet > patience),
        }
    }

    /// Says that the connection is over; see [`Framer::finish`](super::Framer::finish).
    pub fn finish(&self) {
        self.with(Feed::finish);
    }

    /// Bytes that have moved over the connection so far, both ways together.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.0.moved.load(Ordering::Relaxed)
    }

    fn count(&self, bytes: usize) {
        self.0.moved.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn wrote(&self, bytes: usize) {
        self.count(bytes);
        self.with(Feed::moved);
    }

    fn with<T>(&self, act: impl FnOnce(&mut Feed) -> T) -> T {
        act(&mut self.0.feed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: AsyncRead + Unpin> Tap<S> {
    fn poll_feed(&mut self, cx: &mut Context<'_>, feed: &mut Feed, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            match feed.give(to) {
                // To the library it is a client that says no more; to a body that it is broken.
                Given::Over if feed.halt() == Some(&Halt::BrokenBody) => {
                    return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
                }
                Given::Bytes | Given::Over => return Poll::Ready(Ok(())),
                Given::Hungry => {}
            }
            if feed.may_pass(to.remaining()) {
                let before = to.filled().len();
                ready!(Pin::new(&mut self.inner).poll_read(cx, to))?;
                let arrived = &to.filled()[before..];
                self.taps.count(arrived.len());
                feed.passed(arrived);
                return Poll::Ready(Ok(()));
            }
            let mut room = feed.room();
            ready!(Pin::new(&mut self.inner).poll_read(cx, &mut room))?;
            let arrived = room.filled().len();
            self.taps.count(arrived);
            feed.arrived(arrived);
            if arrived == 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let shared = Arc::clone(&self.taps.0);
        let mut feed = shared.feed.lock().unwrap_or_else(PoisonError::into_inner);
        self.poll_feed(cx, &mut feed, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.inner).poll_write(cx, buf))?;
        self.taps.wrote(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    /// Once the feed has halted, the connection is left open for the answer that says so.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self
            .taps
            .with(|feed| feed.halt().is_some_and(|halt| *halt != Halt::BrokenBody))
        {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.inner).poll_write_vectored(cx, bufs))?;
        self.taps.wrote(written);
        Poll::Ready(Ok(written))
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
