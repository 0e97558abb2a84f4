//! The store that forgets.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use super::reaper::Reaper;
use super::shared::SharedIndex;
use super::{
    Acl, Append, Attributes, Bucket, BucketName, Completion, Listing, Location, Made, Object, ObjectKey, ObjectStore,
    Overwrite, Pace, Page, Part, PartNumber, Spool, StoreError, Upload, UploadId,
};

/// An object store in memory. Large contents are in files of a temporary folder, which goes with it.
#[derive(Debug, Default)]
pub struct MemoryStore {
    index: SharedIndex,
    reaper: Reaper,
    folder: Mutex<Option<TempDir>>,
    spools: AtomicU64,
}

impl MemoryStore {
    /// A store without buckets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Outside of the lock, and where it may have to remove a file, outside of the request.
    fn drop_object(&self, object: Option<Arc<Object>>) {
        if let Some(object) = object
            && object.content.has_files()
        {
            self.reaper.take(object);
        }
    }

    /// The folder for large contents, made when it is first needed.
    fn folder(&self) -> Result<PathBuf, StoreError> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match &mut *folder {
            Some(folder) => folder,
            none => none.insert(TempDir::with_prefix("mock-oss-")?),
        };
        Ok(folder.path().to_owned())
    }
}

impl ObjectStore for MemoryStore {
    fn pace(&self) -> Pace {
        Pace::Instant
    }

    fn make_bucket(&self, name: &BucketName, bucket: Bucket) -> Result<Made, StoreError> {
        let mut index = self.index.write();
        if index.bucket(name).is_ok() {
            return Ok(Made::Before);
        }
        index.set_bucket(name, bucket);
        Ok(Made::Now)
    }

    fn bucket(&self, name: &BucketName) -> Result<Bucket, StoreError> {
        Ok(self.index.read().bucket(name)?.bucket)
    }

    fn buckets(&self) -> Vec<(BucketName, Bucket)> {
        self.index.read().buckets()
    }

    fn set_bucket_acl(&self, name: &BucketName, acl: Acl) -> Result<(), StoreError> {
        self.index.write().bucket_mut(name)?.bucket.acl = acl;
        Ok(())
    }

    fn remove_bucket(&self, name: &BucketName) -> Result<(), StoreError> {
        let mut index = self.index.write();
        index.check_removable(name)?;
        index.remove_bucket(name);
        Ok(())
    }

    fn put(&self, at: &Location, object: Object, overwrite: Overwrite) -> Result<Arc<Object>, StoreError> {
        let object = Arc::new(object);
        let mut index = self.index.write();
        index.check_put(at, overwrite)?;
        let replaced = index.insert(at, Arc::clone(&object))?;
        drop(index);
        self.drop_object(replaced);
        Ok(object)
    }

    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError> {
        self.index.read().object(at).map(Arc::clone)
    }

    fn delete(&self, at: &Location) -> Result<(), StoreError> {
        let removed = self.index.write().remove(at)?;
        self.drop_object(removed);
        Ok(())
    }

    fn amend(&self, at: &Location, change: &mut dyn FnMut(&mut Attributes)) -> Result<Arc<Object>, StoreError> {
        let mut index = self.index.write();
        let object = Arc::new(index.amended(at, change)?);
        index.insert(at, Arc::clone(&object))?;
        Ok(object)
    }

    fn append(&self, at: &Location, append: Append) -> Result<Arc<Object>, StoreError> {
        let mut index = self.index.write();
        let object = Arc::new(index.appended(at, &append)?);
        index.insert(at, Arc::clone(&object))?;
        Ok(object)
    }

    fn list(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, StoreError> {
        self.index.read().page(bucket, listing)
    }

    fn run(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    fn begin_upload(&self, at: &Location, id: &UploadId, upload: Upload) -> Result<(), StoreError> {
        self.index.write().begin_upload(at, id.clone(), upload)
    }

    fn put_part(&self, at: &Location, id: &UploadId, number: PartNumber, part: Part) -> Result<(), StoreError> {
        let replaced = self.index.write().upload_mut(at, id)?.parts.insert(number, part);
        drop(replaced);
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
        let mut index = self.index.write();
        let object = Arc::new(index.completed(at, id, completion)?);
        let replaced = index.insert(at, Arc::clone(&object))?;
        let progress = index.remove_upload(at, id)?;
        drop(index);
        self.drop_object(replaced);
        drop(progress);
        Ok(object)
    }

    fn abort_upload(&self, at: &Location, id: &UploadId) -> Result<(), StoreError> {
        let removed = self.index.write().remove_upload(at, id)?;
        drop(removed);
        Ok(())
    }

    fn uploads(&self, bucket: &BucketName) -> Result<Vec<(ObjectKey, UploadId, Upload)>, StoreError> {
        self.index.read().uploads(bucket)
    }

    fn spool(&self) -> Result<Spool, StoreError> {
        let number = self.spools.fetch_add(1, Ordering::Relaxed);
        Ok(Spool::create(self.folder()?.join(number.to_string()))?)
    }
}
