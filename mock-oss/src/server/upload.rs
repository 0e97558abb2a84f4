//! A body on its way in: hashed while it comes, kept in memory or in a file.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinHandle, spawn_blocking};

use super::connection::Frames;
use super::connection::Inbound;
use crate::store::{Content, Digests, Hasher, ObjectStore, StoreError};

/// A body that has arrived whole.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) content: Content,
    pub(super) digests: Digests,
}

/// What receiving bodies needs.
#[derive(Debug)]
pub(super) struct Receiver {
    store: Arc<dyn ObjectStore>,
    bounds: UploadBounds,
    pipelines: Semaphore,
}

/// Bounds of one body.
#[derive(Debug, Clone, Copy)]
pub(super) struct UploadBounds {
    pub(super) idle: Duration,
    pub(super) object_bytes: u64,
    pub(super) spool_above: usize,
}

/// Why a body did not arrive whole.
#[derive(Debug, thiserror::Error)]
pub(super) enum BodyFailure {
    /// The connection ended first, or the chunk framing is broken.
    #[error("the body ended before its announced end")]
    Incomplete,
    /// Nothing came for too long.
    #[error("the body stopped coming")]
    TimedOut,
    /// More bytes than an object may have.
    #[error("the body is longer than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// `Content-MD5` is not the digest of what came.
    #[error("the body has another digest than Content-MD5 says")]
    DigestDiffers {
        /// As it arrived.
        presented: Vec<u8>,
    },
    /// It could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Receiver {
    pub(super) fn new(store: Arc<dyn ObjectStore>, bounds: UploadBounds) -> Self {
        Self {
            store,
            bounds,
            pipelines: Semaphore::new(PIPELINES),
        }
    }

    /// The bytes of an object's body, in reach of no more than an object may have.
    pub(super) fn frames(&self, body: Inbound) -> Frames {
        Frames::new(body, self.bounds.idle, self.bounds.object_bytes)
    }

    /// Most bytes of one object.
    pub(super) fn most(&self) -> u64 {
        self.bounds.object_bytes
    }

    /// Takes a body to its end. A short one is hashed where it stands, a long one on another thread
    /// while the rest is still coming: MD5 is slower than the network (0.7 GB/s a core).
    pub(super) async fn receive(&self, mut frames: Frames) -> Result<Upload, BodyFailure> {
        let mut held = Vec::new();
        while let Some(bytes) = frames.next().await? {
            held.push(bytes);
            if frames.seen() > INLINE {
                // Boxed, so that the usual short body does not carry its size around.
                return Box::pin(self.pipeline(held, frames)).await;
            }
        }
        let bytes = joined(&held);
        let digests = Digests::of(&bytes);
        Ok(Upload {
            content: bytes.into(),
            digests,
        })
    }

    /// Takes a body of text to its end, in memory.
    pub(super) async fn receive_text(&self, body: Inbound) -> Result<Bytes, BodyFailure> {
        let mut frames = Frames::new(body, self.bounds.idle, MOST_TEXT);
        let mut held = Vec::new();
        while let Some(bytes) = frames.next().await? {
            held.push(bytes);
        }
        Ok(joined(&held))
    }

    async fn pipeline(&self, held: Vec<Bytes>, mut frames: Frames) -> Result<Upload, BodyFailure> {
        // The semaphore is never closed.
        let _turn = self.pipelines.acquire().await.map_err(|_| BodyFailure::Incomplete)?;
        let mut hashing = Hashing::start();
        let mut keeping = Keeping::Memory(Vec::new());
        let mut batch = held;
        let mut last = false;
        while !last {
            last = fill(&mut batch, &mut frames).await?;
            hashing.send(batch.clone()).await;
            keeping = keeping.push(std::mem::take(&mut batch), frames.seen(), self).await?;
        }
        let digests = hashing.finish().await?;
        let content = keeping.finish().await?;
        Ok(Upload { content, digests })
    }
}

/// Frames that go to a thread at once: to wake it for each would cost more than to read it.
type Batch = Vec<Bytes>;

/// Adds frames to a batch until it is worth sending. True at the end of the body.
async fn fill(batch: &mut Batch, frames: &mut Frames) -> Result<bool, BodyFailure> {
    let mut bytes: usize = batch.iter().map(Bytes::len).sum();
    while bytes < BATCH {
        match frames.next().await? {
            Some(frame) => {
                bytes += frame.len();
                batch.push(frame);
            }
            None => return Ok(true),
        }
    }
    Ok(false)
}

/// A thread that hashes what it is sent, in order; it ends when the sender is dropped.
struct Hashing {
    to: mpsc::Sender<Batch>,
    job: JoinHandle<Digests>,
}

impl Hashing {
    fn start() -> Self {
        let (to, mut from) = mpsc::channel::<Batch>(DEPTH);
        let job = spawn_blocking(move || {
            let mut hasher = Hasher::new();
            while let Some(batch) = from.blocking_recv() {
                for bytes in &batch {
                    hasher.update(bytes);
                }
            }
            hasher.finish()
        });
        Self { to, job }
    }

    async fn send(&mut self, batch: Batch) {
        // It fails only when the thread died, which `finish` reports.
        let _ = self.to.send(batch).await;
    }

    async fn finish(self) -> Result<Digests, BodyFailure> {
        drop(self.to);
        self.job.await.map_err(lost)
    }
}

/// Where the bytes of a long body go.
enum Keeping {
    Memory(Vec<Bytes>),
    File {
        to: mpsc::Sender<Batch>,
        job: JoinHandle<Result<Content, StoreError>>,
    },
}

impl Keeping {
    async fn push(self, batch: Batch, seen: u64, receiver: &Receiver) -> Result<Self, BodyFailure> {
        match self {
            Self::Memory(mut held) => {
                held.extend(batch);
                if seen <= receiver.bounds.spool_above as u64 {
                    return Ok(Self::Memory(held));
                }
                let file = Self::spooling(Arc::clone(&receiver.store));
                file.send(held).await
            }
            file @ Self::File { .. } => file.send(batch).await,
        }
    }

    fn spooling(store: Arc<dyn ObjectStore>) -> Self {
        let (to, mut from) = mpsc::channel::<Batch>(DEPTH);
        let job = spawn_blocking(move || {
            let mut spool = store.spool()?;
            while let Some(batch) = from.blocking_recv() {
                batch.iter().try_for_each(|bytes| spool.write(bytes))?;
            }
            Ok(spool.finish())
        });
        Self::File { to, job }
    }

    async fn send(self, batch: Batch) -> Result<Self, BodyFailure> {
        match self {
            Self::Memory(mut held) => {
                held.extend(batch);
                Ok(Self::Memory(held))
            }
            Self::File { to, job } => match to.send(batch).await {
                Ok(()) => Ok(Self::File { to, job }),
                Err(_) => Err(match job.await.map_err(lost)? {
                    Err(error) => error.into(),
                    Ok(_) => BodyFailure::Incomplete,
                }),
            },
        }
    }

    async fn finish(self) -> Result<Content, BodyFailure> {
        match self {
            Self::Memory(held) => Ok(joined(&held).into()),
            Self::File { to, job } => {
                drop(to);
                Ok(job.await.map_err(lost)??)
            }
        }
    }
}

/// One buffer of its own: a frame is a window into a read buffer that is far larger.
fn joined(frames: &[Bytes]) -> Bytes {
    let mut bytes = BytesMut::with_capacity(frames.iter().map(Bytes::len).sum());
    for frame in frames {
        bytes.extend_from_slice(frame);
    }
    bytes.freeze()
}

fn lost(error: tokio::task::JoinError) -> BodyFailure {
    BodyFailure::Store(StoreError::Io(std::io::Error::other(error)))
}

/// Most bytes of a body that is text ("DeleteMultipleObjects": 2 MB).
const MOST_TEXT: u64 = 2 << 20;

/// Bodies up to this many bytes are hashed on the connection's own task: at most 0.2 ms.
const INLINE: u64 = 128 * 1024;

/// Bytes of a batch.
const BATCH: usize = 256 * 1024;

/// Batches on their way to a thread: 1 MiB for each of the two threads of a long body.
const DEPTH: usize = 4;

/// Long bodies that are received at once; two threads each, well below tokio's 512.
const PIPELINES: usize = 64;
