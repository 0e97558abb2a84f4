//! Which file is where.
//!
//! ```text
//! DATA/lock
//! DATA/runs
//! DATA/blobs/0000000000000001
//! DATA/buckets/BUCKET/bucket.json
//! DATA/buckets/BUCKET/objects/SHA256-OF-KEY.json
//! DATA/buckets/BUCKET/uploads/SHA256-OF-KEY-AND-ID/upload.json
//! DATA/buckets/BUCKET/uploads/SHA256-OF-KEY-AND-ID/part-00001.json
//! ```

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::store::{BucketName, Location, PartNumber, UploadId};

/// The paths of a store.
#[derive(Debug, Clone)]
pub(super) struct Layout(PathBuf);

impl Layout {
    pub(super) fn new(root: PathBuf) -> Self {
        Self(root)
    }

    pub(super) fn root(&self) -> &Path {
        &self.0
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// How many runs have begun uploads.
    pub(super) fn runs(&self) -> PathBuf {
        self.0.join("runs")
    }

    pub(super) fn blobs(&self) -> PathBuf {
        self.0.join("blobs")
    }

    pub(super) fn blob(&self, number: u64) -> PathBuf {
        self.blobs().join(format!("{number:016x}"))
    }

    pub(super) fn buckets(&self) -> PathBuf {
        self.0.join("buckets")
    }

    pub(super) fn bucket(&self, name: &BucketName) -> PathBuf {
        self.buckets().join(name.as_str())
    }

    /// Names of objects can have any byte and be longer than names of files may be.
    pub(super) fn object(&self, at: &Location) -> PathBuf {
        let name = HEXLOWER.encode(&Sha256::digest(at.key.as_str()));
        self.bucket(&at.bucket).join(OBJECTS).join(name).with_extension("json")
    }

    pub(super) fn upload(&self, at: &Location, id: &UploadId) -> PathBuf {
        let mut hash = Sha256::new();
        hash.update(at.key.as_str());
        hash.update([0]);
        hash.update(id.as_str());
        let name = HEXLOWER.encode(&hash.finalize());
        self.bucket(&at.bucket).join(UPLOADS).join(name)
    }

    pub(super) fn part(&self, at: &Location, id: &UploadId, number: PartNumber) -> PathBuf {
        self.upload(at, id).join(format!("part-{:05}.json", number.get()))
    }
}

pub(super) const BUCKET: &str = "bucket.json";
pub(super) const OBJECTS: &str = "objects";
pub(super) const UPLOADS: &str = "uploads";
pub(super) const UPLOAD: &str = "upload.json";
