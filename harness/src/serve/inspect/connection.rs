//! One connection of the inspect address, and what is known of it while it lives.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

/// How a connection does. What it sends does not count: a byte now and then is no progress.
#[derive(Debug)]
pub(super) struct Progress {
    opened: Instant,
    /// When the client last took bytes, in milliseconds since it connected; 0 before.
    taken: AtomicU64,
    /// Since when it takes none although some wait for it, likewise; `NOT_WAITING` while none do.
    waiting: AtomicU64,
    /// Whether it listens to events: it has nothing to take for hours, and is at work all the same.
    listens: AtomicBool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            opened: Instant::now(),
            taken: AtomicU64::new(0),
            waiting: AtomicU64::new(NOT_WAITING),
            listens: AtomicBool::new(false),
        }
    }

    /// When it last did what it is there for.
    pub(super) fn last(&self) -> Instant {
        self.opened + Duration::from_millis(self.taken.load(Ordering::Relaxed))
    }

    pub(super) fn listens(&self) -> bool {
        self.listens.load(Ordering::Relaxed)
    }

    pub(super) fn begin_to_listen(&self) {
        self.listens.store(true, Ordering::Relaxed);
    }

    /// Ends when the client has left bytes waiting for as long as `patience`.
    pub(super) async fn stalled(&self, patience: Duration) {
        loop {
            sleep(patience / 4).await;
            let since = self.waiting.load(Ordering::Relaxed);
            if since != NOT_WAITING && self.now() - since.min(self.now()) >= millis(patience) {
                return;
            }
        }
    }

    fn wrote(&self, polled: &Poll<io::Result<usize>>) {
        match polled {
            Poll::Ready(_) => {
                self.taken.store(self.now(), Ordering::Relaxed);
                self.waiting.store(NOT_WAITING, Ordering::Relaxed);
            }
            Poll::Pending => {
                let now = self.now();
                // It waits since the first time that it had to.
                let _ = self
                    .waiting
                    .compare_exchange(NOT_WAITING, now, Ordering::Relaxed, Ordering::Relaxed);
            }
        }
    }

    fn now(&self) -> u64 {
        millis(self.opened.elapsed())
    }
}

/// A stream whose progress is noted.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) stream: TcpStream,
    pub(super) progress: Arc<Progress>,
}

impl AsyncRead for Noted {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Noted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.progress.wrote(&polled);
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.progress.wrote(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

const NOT_WAITING: u64 = u64::MAX;
