//! The store itself.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::blob_folder::BlobFolder;
use super::layout::{BUCKET, Layout, OBJECTS, UPLOAD, UPLOADS};
use super::record::{BucketRecord, ObjectRecord, PartRecord, UploadRecord};
use super::{files, load};
use crate::store::shared::SharedIndex;
use crate::store::{
    Acl, Append, Attributes, Blob, Bucket, BucketName, Completion, Listing, Location, Made, Object, ObjectKey,
    ObjectStore, Overwrite, Pace, Page, Part, PartNumber, Spool, StoreError, Upload, UploadId,
};

/// An object store in a folder. What it has said is done survives a crash of process and machine.
/// Only one process can have a folder open.
#[derive(Debug)]
pub struct DiskStore {
    layout: Layout,
    index: SharedIndex,
    /// Changes are made one at a time; reads never wait for a disk.
    turn: Mutex<()>,
    blobs: BlobFolder,
    /// The number of this run, once it has one.
    run: Mutex<Option<u64>>,
    adopted: Vec<BucketName>,
    _lock: File,
}

impl DiskStore {
    /// Opens the store in a folder, which is made if need be, and sweeps what a crash left over.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has it open, [`StoreError::Corrupt`] when a record
    /// cannot be read, [`StoreError::Io`].
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let layout = Layout::new(folder.into());
        files::make_folder(layout.root())?;
        files::close_to_others(layout.root())?;
        files::make_folder(&layout.blobs())?;
        files::make_folder(&layout.buckets())?;
        let lock = files::locked(&layout.lock())?;
        let lock = lock.ok_or_else(|| StoreError::InUse(layout.root().display().to_string()))?;
        let load::Loaded {
            index,
            next_blob,
            adopted,
        } = load::load(&layout)?;
        Ok(Self {
            blobs: BlobFolder::new(layout.clone(), next_blob),
            layout,
            index: SharedIndex::new(index),
            turn: Mutex::new(()),
            run: Mutex::new(None),
            adopted,
            _lock: lock,
        })
    }

    /// The buckets whose records were gone, or could not be read, when the store was opened. Their objects are kept,
    /// and they are private until somebody says otherwise.
    #[must_use]
    pub fn adopted(&self) -> &[BucketName] {
        &self.adopted
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an object down and puts it in. The turn must be held.
    fn commit(&self, at: &Location, object: Object) -> Result<Arc<Object>, StoreError> {
        write_record(&self.layout.object(at), &ObjectRecord::of(&at.key, &object))?;
        object.content.blobs().for_each(Blob::add_record);
        let object = Arc::new(object);
        let replaced = self.index.write().insert(at, Arc::clone(&object))?;
        if let Some(replaced) = replaced {
            replaced.content.blobs().for_each(Blob::remove_record);
        }
        Ok(object)
    }
}

impl ObjectStore for DiskStore {
    fn pace(&self) -> Pace {
        Pace::Blocking
    }

    fn make_bucket(&self, name: &BucketName, bucket: Bucket) -> Result<Made, StoreError> {
        let _turn = self.turn();
        if self.index.read().bucket(name).is_ok() {
            return Ok(Made::Before);
        }
        let folder = self.layout.bucket(name);
        let made = made_bucket(&folder, &bucket);
        if made.is_err() {
            // What cannot be removed now is removed at the next start.
            let _ = files::remove_empty_folder(&folder);
        }
        made?;
        self.index.write().set_bucket(name, bucket);
        Ok(Made::Now)
    }

    fn bucket(&self, name: &BucketName) -> Result<Bucket, StoreError> {
        Ok(self.index.read().bucket(name)?.bucket)
    }

    fn buckets(&self) -> Vec<(BucketName, Bucket)> {
        self.index.read().buckets()
    }

    fn set_bucket_acl(&self, name: &BucketName, acl: Acl) -> Result<(), StoreError> {
        let _turn = self.turn();
        let bucket = Bucket {
            acl,
            ..self.bucket(name)?
        };
        write_record(&self.layout.bucket(name).join(BUCKET), &BucketRecord::of(&bucket))?;
        self.index.write().set_bucket(name, bucket);
        Ok(())
    }

    fn remove_bucket(&self, name: &BucketName) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.index.read().check_removable(name)?;
        let folder = self.layout.bucket(name);
        // Without its record a folder is no bucket; the rest is only sweeping.
        files::remove(&folder.join(BUCKET))?;
        self.index.write().remove_bucket(name);
        files::remove_folder(&folder)?;
        Ok(())
    }

    fn put(&self, at: &Location, mut object: Object, overwrite: Overwrite) -> Result<Arc<Object>, StoreError> {
        object.content = self.blobs.keep(&object.content)?;
        let _turn = self.turn();
        self.index.read().check_put(at, overwrite)?;
        self.commit(at, object)
    }

    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError> {
        self.index.read().object(at).map(Arc::clone)
    }

    fn delete(&self, at: &Location) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.bucket(&at.bucket)?;
        files::remove(&self.layout.object(at))?;
        let removed = self.index.write().remove(at)?;
        if let Some(removed) = removed {
            removed.content.blobs().for_each(Blob::remove_record);
        }
        Ok(())
    }

    fn amend(&self, at: &Location, change: &mut dyn FnMut(&mut Attributes)) -> Result<Arc<Object>, StoreError> {
        let _turn = self.turn();
        let amended = self.index.read().amended(at, change)?;
        self.commit(at, amended)
    }

    fn append(&self, at: &Location, mut append: Append) -> Result<Arc<Object>, StoreError> {
        append.content = self.blobs.keep(&append.content)?;
        let _turn = self.turn();
        let appended = self.index.read().appended(at, &append)?;
        self.commit(at, appended)
    }

    fn list(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, StoreError> {
        self.index.read().page(bucket, listing)
    }

    fn run(&self) -> Result<u64, StoreError> {
        let mut run = self.run.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(run) = *run {
            return Ok(run);
        }
        let next = load::runs(&self.layout)?.saturating_add(1);
        files::replace(&self.layout.runs(), format!("{next}\n").as_bytes())?;
        *run = Some(next);
        Ok(next)
    }

    fn begin_upload(&self, at: &Location, id: &UploadId, upload: Upload) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.index.read().check_new_upload(at, id)?;
        let folder = self.layout.upload(at, id);
        // Parts of an upload that ended must not come up in this one.
        files::remove_folder(&folder)?;
        files::make_folder(&folder)?;
        let written = write_record(&folder.join(UPLOAD), &UploadRecord::of(&at.key, id, &upload));
        if written.is_err() {
            // One that cannot be removed now is removed at the next start.
            let _ = files::remove_folder(&folder);
        }
        written?;
        self.index.write().begin_upload(at, id.clone(), upload)
    }

    fn put_part(&self, at: &Location, id: &UploadId, number: PartNumber, mut part: Part) -> Result<(), StoreError> {
        part.content = self.blobs.keep(&part.content)?;
        let _turn = self.turn();
        self.index.read().upload(at, id)?;
        write_record(&self.layout.part(at, id, number), &PartRecord::of(number.get(), &part))?;
        part.content.blobs().for_each(Blob::add_record);
        let replaced = self.index.write().upload_mut(at, id)?.parts.insert(number, part);
        if let Some(replaced) = replaced {
            replaced.content.blobs().for_each(Blob::remove_record);
        }
        Ok(())
    }

    fn parts(&self, at: &Location, id: &UploadId) -> Result<Vec<(PartNumber, Part)>, StoreError> {
        self.index.read().parts(at, id)
    }

    fn complete_upload(
        &self,
        at: &Location,
        id: &UploadId,
        completion: &Completion,
    ) -> Result<Arc<Object>, StoreError> {
        let turn = self.turn();
        let completed = self.index.read().completed(at, id, completion)?;
        let object = self.commit(at, completed)?;
        drop(turn);
        self.abort_upload(at, id)?;
        Ok(object)
    }

    fn abort_upload(&self, at: &Location, id: &UploadId) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.index.read().upload(at, id)?;
        let folder = self.layout.upload(at, id);
        // Without its record a folder is no upload; the rest is only sweeping.
        files::remove(&folder.join(UPLOAD))?;
        let removed = self.index.write().remove_upload(at, id)?;
        for part in removed.parts.values() {
            part.content.blobs().for_each(Blob::remove_record);
        }
        files::remove_folder(&folder)?;
        Ok(())
    }

    fn uploads(&self, bucket: &BucketName) -> Result<Vec<(ObjectKey, UploadId, Upload)>, StoreError> {
        self.index.read().uploads(bucket)
    }

    fn spool(&self) -> Result<Spool, StoreError> {
        self.blobs.spool()
    }
}

/// The folders of a new bucket, and behind them its record.
fn made_bucket(folder: &Path, bucket: &Bucket) -> Result<(), StoreError> {
    files::make_folder(&folder.join(OBJECTS))?;
    files::make_folder(&folder.join(UPLOADS))?;
    files::sync_folder_of(folder)?;
    write_record(&folder.join(BUCKET), &BucketRecord::of(bucket))
}

fn write_record(path: &Path, record: &impl Serialize) -> Result<(), StoreError> {
    let mut bytes = serde_json::to_vec_pretty(record).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(files::replace(path, &bytes)?)
}
