//! Reading a store back when it is opened.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::files;
use super::layout::{BUCKET, Layout, OBJECTS, UPLOAD, UPLOADS};
use super::record::{BucketRecord, KnownBlobs, ObjectRecord, PartRecord, UploadRecord, Wrong};
use crate::store::index::Index;
use crate::store::{Acl, Bucket, BucketName, Location, PartNumber, StoreError};

/// What a folder holds.
pub(super) struct Loaded {
    pub(super) index: Index,
    /// The first number that no blob has.
    pub(super) next_blob: u64,
    /// Buckets without a record of their own that can be read.
    pub(super) adopted: Vec<BucketName>,
}

/// Reads what a folder holds.
pub(super) fn load(layout: &Layout) -> Result<Loaded, StoreError> {
    let mut loading = Loading {
        layout,
        index: Index::default(),
        blobs: KnownBlobs::default(),
        adopted: Vec::new(),
    };
    for folder in files::list(&layout.buckets())? {
        loading.bucket(&folder)?;
    }
    let next_blob = loading.sweep()?;
    let Loading { index, adopted, .. } = loading;
    Ok(Loaded {
        index,
        next_blob,
        adopted,
    })
}

/// How many runs have begun uploads.
pub(super) fn runs(layout: &Layout) -> Result<u64, StoreError> {
    let path = layout.runs();
    if !path.exists() {
        return Ok(0);
    }
    let text = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let number = text.trim().parse();
    number.map_err(|error| corrupt(layout, &path, format!("no number of runs: {error}")))
}

struct Loading<'a> {
    layout: &'a Layout,
    index: Index,
    blobs: KnownBlobs,
    adopted: Vec<BucketName>,
}

impl Loading<'_> {
    fn bucket(&mut self, folder: &Path) -> Result<(), StoreError> {
        if !folder.is_dir() {
            // File managers leave files of theirs everywhere.
            return Ok(());
        }
        let record = folder.join(BUCKET);
        let has_record = record.exists();
        if !has_record && !files::has_file(folder)? {
            // A crash while it was being made or removed.
            files::remove_empty_folder(folder)?;
            return Ok(());
        }
        let name = folder.file_name().unwrap_or_default().as_encoded_bytes();
        let name = BucketName::new(name).map_err(|error| self.corrupt(folder, error.to_string()))?;
        let known = if has_record { bucket_record(&record)? } else { None };
        let bucket = known.unwrap_or_else(|| {
            // No crash leaves objects without it: it was lost otherwise, and its objects are kept.
            self.adopted.push(name.clone());
            LOST
        });
        self.index.set_bucket(&name, bucket);
        for path in files::list_if_there(&folder.join(OBJECTS))? {
            self.object(&name, &path)?;
        }
        for path in files::list_if_there(&folder.join(UPLOADS))? {
            self.upload(&name, &path)?;
        }
        Ok(())
    }

    fn object(&mut self, bucket: &BucketName, path: &Path) -> Result<(), StoreError> {
        let object = self
            .read::<ObjectRecord>(path)?
            .object(&self.layout.blobs(), &mut self.blobs);
        let (key, object) = object.map_err(|wrong| self.corrupt(path, wrong))?;
        let bucket = bucket.clone();
        self.index.insert(&Location { bucket, key }, Arc::new(object))?;
        Ok(())
    }

    fn upload(&mut self, bucket: &BucketName, folder: &Path) -> Result<(), StoreError> {
        let record = folder.join(UPLOAD);
        if !record.exists() {
            files::remove_folder(folder)?;
            return Ok(());
        }
        let upload = self.read::<UploadRecord>(&record)?.upload();
        let (key, id, upload) = upload.map_err(|wrong| self.corrupt(&record, wrong))?;
        let bucket = bucket.clone();
        let at = Location { bucket, key };
        self.index.begin_upload(&at, id.clone(), upload)?;
        for path in files::list(folder)?.into_iter().filter(|path| *path != record) {
            let record = self.read::<PartRecord>(&path)?;
            let part = record.part(&self.layout.blobs(), &mut self.blobs);
            let part = part.map_err(|wrong| self.corrupt(&path, wrong))?;
            let number = PartNumber::new(record.number).ok_or_else(|| self.corrupt(&path, "no part number".into()))?;
            self.index.upload_mut(&at, &id)?.parts.insert(number, part);
        }
        Ok(())
    }

    /// Removes the blobs that no record names; they are of uploads that a crash cut off.
    fn sweep(&self) -> Result<u64, StoreError> {
        let mut next = 1;
        for path in files::list(&self.layout.blobs())? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !self.blobs.0.contains_key(&name) {
                files::remove(&path)?;
            }
            let number = u64::from_str_radix(&name, 16).unwrap_or(0);
            next = next.max(number.saturating_add(1));
        }
        Ok(next)
    }

    fn read<T: DeserializeOwned>(&self, path: &Path) -> Result<T, StoreError> {
        let bytes = files::read(path)?;
        serde_json::from_slice(&bytes).map_err(|error| self.corrupt(path, error.to_string()))
    }

    fn corrupt(&self, path: &Path, reason: Wrong) -> StoreError {
        corrupt(self.layout, path, reason)
    }
}

/// What a bucket's record says; `None` where it is torn.
fn bucket_record(path: &Path) -> Result<Option<Bucket>, StoreError> {
    let record: Option<BucketRecord> = serde_json::from_slice(&files::read(path)?).ok();
    Ok(record.and_then(|record| record.bucket().ok()))
}

fn corrupt(layout: &Layout, path: &Path, reason: Wrong) -> StoreError {
    let file = path.strip_prefix(layout.root()).unwrap_or(path);
    StoreError::Corrupt {
        file: file.display().to_string(),
        reason,
    }
}

/// What is assumed of a bucket whose record is gone: nothing that would open it to anybody.
const LOST: Bucket = Bucket {
    created: Timestamp::UNIX_EPOCH,
    acl: Acl::Private,
};
