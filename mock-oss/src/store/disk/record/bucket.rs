//! What is written of a bucket.

use serde::{Deserialize, Serialize};

use super::Wrong;
use super::words::{acl, time};
use crate::store::Bucket;

/// A bucket.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store::disk) struct BucketRecord {
    created: String,
    acl: String,
}

impl BucketRecord {
    pub(in crate::store::disk) fn of(bucket: &Bucket) -> Self {
        Self {
            created: bucket.created.to_string(),
            acl: bucket.acl.word().to_owned(),
        }
    }

    pub(in crate::store::disk) fn bucket(&self) -> Result<Bucket, Wrong> {
        Ok(Bucket {
            created: time(&self.created)?,
            acl: acl(&self.acl)?,
        })
    }
}
