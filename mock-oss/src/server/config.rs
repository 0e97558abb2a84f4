//! What a server is told on start.

use std::sync::Arc;
use std::time::Duration;

use super::{Cors, LedgerBounds, RequestIds, SequentialIds};
use crate::clock::{Clock, SystemClock};
use crate::keyring::Keyring;
use crate::site::Site;
use crate::store::{MemoryStore, ObjectStore};
use crate::wire::Limits;

/// Everything a server needs beside its listener.
#[derive(Debug, Clone)]
pub struct Config {
    /// The access keys that exist.
    pub keyring: Keyring,
    /// The names the service answers to.
    pub site: Site,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// Where objects live.
    pub store: Arc<dyn ObjectStore>,
    /// Where request ids come from.
    pub request_ids: Arc<dyn RequestIds>,
    /// Whether a bucket must have been created.
    pub buckets: Buckets,
    /// How entity tags are written.
    pub etag_case: EtagCase,
    /// Which pages may use the service from a browser.
    pub cors: Cors,
    /// Bounds that no client can push past.
    pub bounds: Bounds,
}

/// How entity tags are written. Tags that clients send are compared without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EtagCase {
    /// `"5D41402A..."`, as OSS.
    #[default]
    Upper,
    /// `"5d41402a..."`, as S3; for clients that compare with a digest of their own.
    Lower,
}

/// Whether a bucket must have been created before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Buckets {
    /// No: it springs up on first use.
    #[default]
    SpringUp,
    /// Yes; else `NoSuchBucket`, as OSS.
    MustExist,
}

/// Bounds that no client can push past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes and fields of one head. A head limit below 8 KiB is taken as 8 KiB.
    pub head: Limits,
    /// Most time from the first byte of a head to its last; then 408.
    pub head_read: Duration,
    /// Most time without a byte of a body; then 400 `RequestTimeout`. A connection on which no byte
    /// moves for twice as long, between requests or while the client does not take its answer, is cut.
    pub idle: Duration,
    /// Most connections at once; one more is answered 503 and closed.
    pub connections: usize,
    /// Most bytes of one object body ("PutObject": 5 GB).
    pub object_bytes: u64,
    /// Most bytes of a body that are held in memory; a longer one goes to a file.
    pub spool_above: usize,
    /// How much the ledger remembers.
    pub ledger: LedgerBounds,
}

impl Config {
    /// The given keys, the machine's clock, a store in memory, and defaults for the rest.
    #[must_use]
    pub fn new(keyring: Keyring) -> Self {
        Self {
            keyring,
            site: Site::default(),
            clock: Arc::new(SystemClock),
            store: Arc::new(MemoryStore::new()),
            request_ids: Arc::new(SequentialIds::new(0)),
            buckets: Buckets::default(),
            etag_case: EtagCase::default(),
            cors: Cors::default(),
            bounds: Bounds::default(),
        }
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            head: Limits::default(),
            head_read: Duration::from_secs(30),
            idle: Duration::from_secs(60),
            connections: 1024,
            object_bytes: 5 << 30,
            spool_above: 1 << 20,
            ledger: LedgerBounds::default(),
        }
    }
}
