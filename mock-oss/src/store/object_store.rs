//! What a store can do.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use super::{
    Acl, Attributes, Bucket, BucketName, Chosen, Content, Digests, Listing, Location, Made, Object, ObjectKey, Page,
    Part, PartNumber, Spool, StoreError, Upload, UploadId,
};

/// An object store. Every change is whole or not at all, for all who look.
pub trait ObjectStore: fmt::Debug + Send + Sync {
    /// Whether its methods may block; the server calls those of a blocking store off the async threads.
    fn pace(&self) -> Pace;

    /// Makes a bucket unless it is there.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn make_bucket(&self, name: &BucketName, bucket: Bucket) -> Result<Made, StoreError>;

    /// The bucket of this name.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`].
    fn bucket(&self, name: &BucketName) -> Result<Bucket, StoreError>;

    /// All buckets in the order of their names.
    fn buckets(&self) -> Vec<(BucketName, Bucket)>;

    /// Changes who may use a bucket without a signature.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::Io`].
    fn set_bucket_acl(&self, name: &BucketName, acl: Acl) -> Result<(), StoreError>;

    /// Removes an empty bucket.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::BucketNotEmpty`], [`StoreError::Io`].
    fn remove_bucket(&self, name: &BucketName) -> Result<(), StoreError>;

    /// Stores an object; one of the same name is replaced if it may be.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::ObjectExists`], [`StoreError::Io`].
    fn put(&self, at: &Location, object: Object, overwrite: Overwrite) -> Result<Arc<Object>, StoreError>;

    /// The object at a place. Its content stays readable when the place is overwritten.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchKey`].
    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError>;

    /// Removes an object; a place that is empty already is no error ("DeleteObject").
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::Io`].
    fn delete(&self, at: &Location) -> Result<(), StoreError>;

    /// Changes what is said about an object.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchKey`], [`StoreError::Io`].
    fn amend(&self, at: &Location, change: &mut dyn FnMut(&mut Attributes)) -> Result<Arc<Object>, StoreError>;

    /// Adds bytes to the end of an appendable object, or begins one.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NotAppendable`], [`StoreError::PositionDiffers`],
    /// [`StoreError::Io`].
    fn append(&self, at: &Location, append: Append) -> Result<Arc<Object>, StoreError>;

    /// A page of a bucket's objects.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`].
    fn list(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, StoreError>;

    /// A number that no run of a server over this store had before, for ids that are to be given once. It is
    /// the same as long as this value lives, and 0 for a store that forgets.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn run(&self) -> Result<u64, StoreError>;

    /// Begins an upload in parts under an id that nobody else has.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::UploadExists`], [`StoreError::Io`].
    fn begin_upload(&self, at: &Location, id: &UploadId, upload: Upload) -> Result<(), StoreError>;

    /// Stores a part; one of the same number is replaced.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchUpload`], [`StoreError::Io`].
    fn put_part(&self, at: &Location, id: &UploadId, number: PartNumber, part: Part) -> Result<(), StoreError>;

    /// The parts of an upload by number.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchUpload`].
    fn parts(&self, at: &Location, id: &UploadId) -> Result<Vec<(PartNumber, Part)>, StoreError>;

    /// Makes an object of parts and ends the upload.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchUpload`], [`StoreError::NoSuchPart`],
    /// [`StoreError::PartsOutOfOrder`], [`StoreError::NoParts`], [`StoreError::PartTooSmall`],
    /// [`StoreError::ObjectExists`], [`StoreError::Io`].
    fn complete_upload(&self, at: &Location, id: &UploadId, completion: &Completion)
    -> Result<Arc<Object>, StoreError>;

    /// Ends an upload and throws its parts away.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`], [`StoreError::NoSuchUpload`], [`StoreError::Io`].
    fn abort_upload(&self, at: &Location, id: &UploadId) -> Result<(), StoreError>;

    /// The uploads of a bucket, by object name and id.
    ///
    /// # Errors
    /// [`StoreError::NoSuchBucket`].
    fn uploads(&self, bucket: &BucketName) -> Result<Vec<(ObjectKey, UploadId, Upload)>, StoreError>;

    /// A file for a body too large to hold in memory.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn spool(&self) -> Result<Spool, StoreError>;

    /// Makes a private bucket unless there is one of this name.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    fn ensure_bucket(&self, name: &BucketName, now: Timestamp) -> Result<(), StoreError> {
        if self.bucket(name).is_err() {
            let acl = Acl::Private;
            self.make_bucket(name, Bucket { created: now, acl })?;
        }
        Ok(())
    }
}

/// Whether a store's methods may block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Never for longer than a look into memory.
    Instant,
    /// For as long as a disk takes.
    Blocking,
}

/// Whether an object may replace another (`x-oss-forbid-overwrite`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// It may.
    #[default]
    Allowed,
    /// It may not.
    Forbidden,
}

/// Bytes to append.
#[derive(Debug, Clone)]
pub struct Append {
    /// Where the object must end for this to be right, in bytes.
    pub position: u64,
    /// The bytes.
    pub content: Content,
    /// Sums of the bytes.
    pub digests: Digests,
    /// The present moment.
    pub now: Timestamp,
    /// What is said about the object, if this begins it.
    pub attributes: Attributes,
}

/// How an upload in parts is to end.
#[derive(Debug, Clone)]
pub struct Completion {
    /// The parts.
    pub chosen: Chosen,
    /// Whether the object may replace another.
    pub overwrite: Overwrite,
    /// The present moment.
    pub now: Timestamp,
}
