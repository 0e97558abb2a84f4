//! Why the store cannot do what it is asked.

use std::io;

use super::{BucketName, ObjectKey};

/// A reason of the store's. How OSS words it is the server's business.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such bucket.
    #[error("there is no bucket {0}")]
    NoSuchBucket(BucketName),
    /// No such object.
    #[error("there is no object {0}")]
    NoSuchKey(ObjectKey),
    /// The disk refused.
    #[error("the store's disk refused")]
    Io(#[from] io::Error),
}
