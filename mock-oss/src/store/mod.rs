//! Where objects live: a trait, and an implementation in memory. Nothing here knows HTTP or
//! signatures, or reads a clock.

mod content;
mod digests;
mod error;
mod location;
mod memory;
mod object;
mod reader;
mod spool;

pub use content::Content;
pub use digests::{Digests, Hasher};
pub use error::StoreError;
pub use location::{BucketName, Location, NameError, ObjectKey};
pub use memory::MemoryStore;
pub use object::{Object, ObjectKind, StoredField};
pub use reader::Reader;
pub use spool::{Spool, Spooled};

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// An object store. Its methods may block on a disk; the server calls those of a blocking store
/// off the async threads.
pub trait ObjectStore: fmt::Debug + Send + Sync {
    /// Makes a bucket unless it is there already.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn ensure_bucket(&self, bucket: &BucketName, now: Timestamp) -> Result<(), StoreError>;

    /// Whether there is such a bucket.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`] when there is none.
    fn find_bucket(&self, bucket: &BucketName) -> Result<(), StoreError>;

    /// Stores an object; one of the same name is replaced, and nobody ever sees a half.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::Io`].
    fn put(&self, at: &Location, object: Object) -> Result<Arc<Object>, StoreError>;

    /// The object at a place. Its content stays readable when the place is overwritten.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchKey`], [`StoreError::Io`].
    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError>;

    /// Removes an object; a place that is empty already is no error ("DeleteObject").
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::Io`].
    fn delete(&self, at: &Location) -> Result<(), StoreError>;

    /// A file for a body too large to hold in memory.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn spool(&self) -> Result<Spool, StoreError>;
}
