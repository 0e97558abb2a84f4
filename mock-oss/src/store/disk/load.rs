//! Reading a store back when it is opened.

use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::files;
use super::layout::{BUCKET, Layout, OBJECTS, UPLOAD, UPLOADS};
use super::record::{BucketRecord, KnownBlobs, ObjectRecord, PartRecord, UploadRecord, Wrong};
use crate::store::index::Index;
use crate::store::{BucketName, Location, PartNumber, StoreError};

/// What a folder holds, and the first number that no blob has.
pub(super) fn load(layout: &Layout) -> Result<(Index, u64), StoreError> {
    let mut loading = Loading {
        layout,
        index: Index::default(),
        blobs: KnownBlobs::default(),
    };
    for folder in files::list(&layout.buckets())? {
        loading.bucket(&folder)?;
    }
    let next = loading.sweep()?;
    Ok((loading.index, next))
}

struct Loading<'a> {
    layout: &'a Layout,
    index: Index,
    blobs: KnownBlobs,
}

impl Loading<'_> {
    fn bucket(&mut self, folder: &Path) -> Result<(), StoreError> {
        let record = folder.join(BUCKET);
        if !record.exists() {
            // A crash while it was being made or removed.
            files::remove_folder(folder)?;
            return Ok(());
        }
        let name = folder.file_name().unwrap_or_default().as_encoded_bytes();
        let name = BucketName::new(name).map_err(|error| self.corrupt(folder, error.to_string()))?;
        let bucket = self.read::<BucketRecord>(&record)?.bucket();
        let bucket = bucket.map_err(|wrong| self.corrupt(&record, wrong))?;
        self.index.set_bucket(&name, bucket);
        for path in files::list(&folder.join(OBJECTS))? {
            self.object(&name, &path)?;
        }
        for path in files::list(&folder.join(UPLOADS))? {
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
        let file = path.strip_prefix(self.layout.root()).unwrap_or(path);
        StoreError::Corrupt {
            file: file.display().to_string(),
            reason,
        }
    }
}
