//! What is written of buckets, objects, uploads and parts.

mod attributes;
mod blobs;
mod bucket;
mod object;
mod upload;
mod words;

pub(super) use blobs::KnownBlobs;
pub(super) use bucket::BucketRecord;
pub(super) use object::ObjectRecord;
pub(super) use upload::{PartRecord, UploadRecord};

/// What is wrong with a record.
pub(super) type Wrong = String;
