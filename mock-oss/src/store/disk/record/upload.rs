//! What is written of an upload in parts.

use std::path::Path;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::Wrong;
use super::attributes::AttributesRecord;
use super::blobs::{BlobRecord, KnownBlobs, blobs_of, content};
use super::words::{key, md5, time};
use crate::store::{Digests, ObjectKey, Part, Upload, UploadId};

/// An upload, before any part.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store::disk) struct UploadRecord {
    key: String,
    id: String,
    begun: String,
    attributes: AttributesRecord,
}

/// A part that has arrived.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store::disk) struct PartRecord {
    pub(in crate::store::disk) number: u16,
    md5: String,
    crc64: u64,
    modified: String,
    blobs: Vec<BlobRecord>,
}

impl UploadRecord {
    pub(in crate::store::disk) fn of(key: &ObjectKey, id: &UploadId, upload: &Upload) -> Self {
        Self {
            key: key.as_str().to_owned(),
            id: id.as_str().to_owned(),
            begun: upload.begun.to_string(),
            attributes: AttributesRecord::of(&upload.attributes),
        }
    }

    pub(in crate::store::disk) fn upload(&self) -> Result<(ObjectKey, UploadId, Upload), Wrong> {
        let upload = Upload {
            begun: time(&self.begun)?,
            attributes: self.attributes.attributes()?,
        };
        Ok((key(&self.key)?, UploadId::new(self.id.clone()), upload))
    }
}

impl PartRecord {
    pub(in crate::store::disk) fn of(number: u16, part: &Part) -> Self {
        Self {
            number,
            md5: HEXLOWER.encode(&part.digests.md5),
            crc64: part.digests.crc64,
            modified: part.modified.to_string(),
            blobs: blobs_of(&part.content),
        }
    }

    pub(in crate::store::disk) fn part(&self, folder: &Path, blobs: &mut KnownBlobs) -> Result<Part, Wrong> {
        Ok(Part {
            content: content(&self.blobs, folder, blobs)?,
            digests: Digests {
                md5: md5(&self.md5)?,
                crc64: self.crc64,
            },
            modified: time(&self.modified)?,
        })
    }
}
