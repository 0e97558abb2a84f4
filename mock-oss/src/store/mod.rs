//! Where objects live: a trait, an implementation in memory and one on disk. Nothing here knows HTTP
//! or signatures, or reads a clock.

mod blob;
mod bucket;
mod content;
mod digests;
mod disk;
mod error;
mod index;
mod listing;
mod location;
mod memo;
mod memory;
mod object;
mod object_store;
mod reader;
mod reaper;
mod segment;
mod shared;
mod spool;
mod upload;

pub use blob::Blob;
pub use bucket::{Acl, Bucket, Made};
pub use content::Content;
pub use digests::{Digests, Hasher};
pub use disk::DiskStore;
pub use error::StoreError;
pub use listing::{Item, Listing, Page};
pub use location::{BucketName, Location, NameError, ObjectKey};
pub use memo::Memo;
pub use memory::MemoryStore;
pub use object::{Attributes, Etag, Object, ObjectKind, StorageClass, StoredField, Tag};
pub use object_store::{Append, Completion, ObjectStore, Overwrite, Pace};
pub use reader::Reader;
pub use spool::Spool;
pub use upload::{Chosen, Part, PartNumber, Upload, UploadId};
