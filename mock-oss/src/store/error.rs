//! Why the store cannot do what it is asked.

use std::io;

use super::{BucketName, ObjectKey, PartNumber, UploadId};

/// A reason of the store's. How OSS words it is the server's business.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such bucket.
    #[error("there is no bucket {0}")]
    NoSuchBucket(BucketName),
    /// A bucket that is to go still has objects or uploads.
    #[error("the bucket {0} is not empty")]
    BucketNotEmpty(BucketName),
    /// No such object.
    #[error("there is no object {0}")]
    NoSuchKey(ObjectKey),
    /// An object that must not be replaced is there.
    #[error("there is an object {0} already")]
    ObjectExists(ObjectKey),
    /// An object that cannot be appended to is there.
    #[error("the object {0} was not made by appending")]
    NotAppendable(ObjectKey),
    /// An append does not begin where the object ends.
    #[error("the object ends at {length}")]
    PositionDiffers {
        /// The object's length in bytes.
        length: u64,
    },
    /// No such upload in parts.
    #[error("there is no upload {0}")]
    NoSuchUpload(UploadId),
    /// An upload is to begin under the id of another.
    #[error("there is an upload {0} already")]
    UploadExists(UploadId),
    /// A part that was never sent, or was sent with other bytes.
    #[error("part {} was not sent, or not so", .0.get())]
    NoSuchPart(PartNumber),
    /// Parts are not listed by rising number.
    #[error("the parts are not in ascending order")]
    PartsOutOfOrder,
    /// An upload is to end without any part.
    #[error("the upload has no parts")]
    NoParts,
    /// A part before the last is too small.
    #[error("a part before the last is too small")]
    PartTooSmall,
    /// The disk refused.
    #[error("the store's disk refused")]
    Io(#[from] io::Error),
    /// Another process has the store's folder open.
    #[error("the folder {0} is in use by another process")]
    InUse(String),
    /// A file of the store cannot be read as what it should be.
    #[error("{file} is not a record of this store: {reason}; move it out of the folder to go on without it")]
    Corrupt {
        /// The file, as a path below the store's folder.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}
