//! The store itself.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde::Serialize;

use super::layout::{BUCKET, Layout, OBJECTS, UPLOAD, UPLOADS};
use super::record::{BucketRecord, ObjectRecord, PartRecord, UploadRecord};
use super::{files, load};
use crate::store::content::Segment;
use crate::store::index::Index;
use crate::store::{
    Acl, Append, Attributes, Bucket, BucketName, Completion, Content, Listing, Location, Made, Object, ObjectKey,
    ObjectStore, Overwrite, Pace, Page, Part, PartNumber, Spool, StoreError, Upload, UploadId,
};

/// An object store in a folder. What it has said is done survives a crash of process and machine.
/// Only one process can have a folder open.
#[derive(Debug)]
pub struct DiskStore {
    layout: Layout,
    index: RwLock<Index>,
    /// Changes are made one at a time; reads never wait for a disk.
    turn: Mutex<()>,
    next_blob: AtomicU64,
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
        files::make_folder(&layout.blobs())?;
        files::make_folder(&layout.buckets())?;
        let lock = files::locked(&layout.lock())?;
        let lock = lock.ok_or_else(|| StoreError::InUse(layout.root().display().to_string()))?;
        let (index, next) = load::load(&layout)?;
        Ok(Self {
            layout,
            index: RwLock::new(index),
            turn: Mutex::new(()),
            next_blob: AtomicU64::new(next),
            _lock: lock,
        })
    }

    fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same bytes, all in files, and those files safe on the disk.
    fn kept(&self, content: &Content) -> Result<Content, StoreError> {
        let mut segments = Vec::new();
        for segment in content.segments() {
            let kept = match segment {
                Segment::Memory(bytes) => {
                    let mut spool = self.spool()?;
                    spool.write(bytes)?;
                    spool.finish().segments().to_vec()
                }
                Segment::File(_) => vec![segment.clone()],
            };
            segments.extend(kept);
        }
        for segment in &segments {
            if let Segment::File(blob) = segment
                && !blob.is_recorded()
            {
                blob.sync()?;
            }
        }
        if !segments.is_empty() {
            files::sync_folder_of(&self.layout.blob(0))?;
        }
        Ok(Content::of(segments))
    }

    /// Writes an object down and puts it in. The turn must be held.
    fn commit(&self, at: &Location, object: Object) -> Result<Arc<Object>, StoreError> {
        write_record(&self.layout.object(at), &ObjectRecord::of(&at.key, &object))?;
        add_records(&object.content);
        let object = Arc::new(object);
        let replaced = self.write().insert(at, Arc::clone(&object))?;
        if let Some(replaced) = replaced {
            remove_records(&replaced.content);
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
        if self.read().bucket(name).is_ok() {
            return Ok(Made::Before);
        }
        let folder = self.layout.bucket(name);
        files::make_folder(&folder.join(OBJECTS))?;
        files::make_folder(&folder.join(UPLOADS))?;
        files::sync_folder_of(&folder)?;
        write_record(&folder.join(BUCKET), &BucketRecord::of(&bucket))?;
        self.write().set_bucket(name, bucket);
        Ok(Made::Now)
    }

    fn bucket(&self, name: &BucketName) -> Result<Bucket, StoreError> {
        Ok(self.read().bucket(name)?.bucket)
    }

    fn buckets(&self) -> Vec<(BucketName, Bucket)> {
        let index = self.read();
        index.buckets().map(|(name, bucket)| (name.clone(), *bucket)).collect()
    }

    fn set_bucket_acl(&self, name: &BucketName, acl: Acl) -> Result<(), StoreError> {
        let _turn = self.turn();
        let bucket = Bucket {
            acl,
            ..self.bucket(name)?
        };
        write_record(&self.layout.bucket(name).join(BUCKET), &BucketRecord::of(&bucket))?;
        self.write().set_bucket(name, bucket);
        Ok(())
    }

    fn remove_bucket(&self, name: &BucketName) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.read().check_removable(name)?;
        let folder = self.layout.bucket(name);
        // Without its record a folder is no bucket; the rest is only sweeping.
        files::remove(&folder.join(BUCKET))?;
        self.write().remove_bucket(name);
        files::remove_folder(&folder)?;
        Ok(())
    }

    fn put(&self, at: &Location, mut object: Object, overwrite: Overwrite) -> Result<Arc<Object>, StoreError> {
        object.content = self.kept(&object.content)?;
        let _turn = self.turn();
        self.read().check_put(at, overwrite)?;
        self.commit(at, object)
    }

    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError> {
        self.read().object(at).map(Arc::clone)
    }

    fn delete(&self, at: &Location) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.bucket(&at.bucket)?;
        files::remove(&self.layout.object(at))?;
        let removed = self.write().remove(at)?;
        if let Some(removed) = removed {
            remove_records(&removed.content);
        }
        Ok(())
    }

    fn amend(&self, at: &Location, change: &mut dyn FnMut(&mut Attributes)) -> Result<Arc<Object>, StoreError> {
        let _turn = self.turn();
        let amended = self.read().amended(at, change)?;
        self.commit(at, amended)
    }

    fn append(&self, at: &Location, mut append: Append) -> Result<Arc<Object>, StoreError> {
        append.content = self.kept(&append.content)?;
        let _turn = self.turn();
        let appended = self.read().appended(at, &append)?;
        self.commit(at, appended)
    }

    fn list(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, StoreError> {
        Ok(listing.page(&self.read().bucket(bucket)?.objects))
    }

    fn begin_upload(&self, at: &Location, id: &UploadId, upload: Upload) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.bucket(&at.bucket)?;
        let folder = self.layout.upload(at, id);
        files::make_folder(&folder)?;
        write_record(&folder.join(UPLOAD), &UploadRecord::of(&at.key, id, &upload))?;
        self.write().begin_upload(at, id.clone(), upload)
    }

    fn put_part(&self, at: &Location, id: &UploadId, number: PartNumber, mut part: Part) -> Result<(), StoreError> {
        part.content = self.kept(&part.content)?;
        let _turn = self.turn();
        self.read().upload(at, id)?;
        write_record(&self.layout.part(at, id, number), &PartRecord::of(number.get(), &part))?;
        add_records(&part.content);
        let replaced = self.write().upload_mut(at, id)?.parts.insert(number, part);
        if let Some(replaced) = replaced {
            remove_records(&replaced.content);
        }
        Ok(())
    }

    fn parts(&self, at: &Location, id: &UploadId) -> Result<Vec<(PartNumber, Part)>, StoreError> {
        let index = self.read();
        let parts = &index.upload(at, id)?.parts;
        Ok(parts.iter().map(|(number, part)| (*number, part.clone())).collect())
    }

    fn complete_upload(
        &self,
        at: &Location,
        id: &UploadId,
        completion: &Completion,
    ) -> Result<Arc<Object>, StoreError> {
        let turn = self.turn();
        let completed = self.read().completed(at, id, completion)?;
        let object = self.commit(at, completed)?;
        drop(turn);
        self.abort_upload(at, id)?;
        Ok(object)
    }

    fn abort_upload(&self, at: &Location, id: &UploadId) -> Result<(), StoreError> {
        let _turn = self.turn();
        self.read().upload(at, id)?;
        let folder = self.layout.upload(at, id);
        // Without its record a folder is no upload; the rest is only sweeping.
        files::remove(&folder.join(UPLOAD))?;
        let removed = self.write().remove_upload(at, id)?;
        for part in removed.parts.values() {
            remove_records(&part.content);
        }
        files::remove_folder(&folder)?;
        Ok(())
    }

    fn uploads(&self, bucket: &BucketName) -> Result<Vec<(ObjectKey, UploadId, Upload)>, StoreError> {
        let index = self.read();
        let uploads = index.bucket(bucket)?.uploads.iter();
        Ok(uploads
            .map(|((key, id), progress)| (key.clone(), id.clone(), progress.upload.clone()))
            .collect())
    }

    fn spool(&self) -> Result<Spool, StoreError> {
        let number = self.next_blob.fetch_add(1, Ordering::Relaxed);
        Ok(Spool::create(self.layout.blob(number))?)
    }
}

fn write_record(path: &Path, record: &impl Serialize) -> Result<(), StoreError> {
    let mut bytes = serde_json::to_vec_pretty(record).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(files::replace(path, &bytes)?)
}

fn add_records(content: &Content) {
    for segment in content.segments() {
        if let Segment::File(blob) = segment {
            blob.add_record();
        }
    }
}

fn remove_records(content: &Content) {
    for segment in content.segments() {
        if let Segment::File(blob) = segment {
            blob.remove_record();
        }
    }
}
