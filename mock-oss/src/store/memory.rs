//! The store that forgets.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;

use super::{BucketName, Location, Object, ObjectKey, ObjectStore, Spool, StoreError};

/// An object store in memory. Large contents are in temporary files, which go with it.
#[derive(Debug, Default)]
pub struct MemoryStore {
    buckets: RwLock<BTreeMap<BucketName, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    objects: BTreeMap<ObjectKey, Arc<Object>>,
}

impl MemoryStore {
    /// A store without buckets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn read<T>(&self, bucket: &BucketName, look: impl FnOnce(&Bucket) -> T) -> Result<T, StoreError> {
        let buckets = self.buckets.read().unwrap_or_else(PoisonError::into_inner);
        let found = buckets.get(bucket);
        found.map(look).ok_or_else(|| StoreError::NoSuchBucket(bucket.clone()))
    }

    fn write<T>(&self, bucket: &BucketName, change: impl FnOnce(&mut Bucket) -> T) -> Result<T, StoreError> {
        let mut buckets = self.buckets.write().unwrap_or_else(PoisonError::into_inner);
        let found = buckets.get_mut(bucket);
        found
            .map(change)
            .ok_or_else(|| StoreError::NoSuchBucket(bucket.clone()))
    }
}

impl ObjectStore for MemoryStore {
    fn ensure_bucket(&self, bucket: &BucketName, _now: Timestamp) -> Result<(), StoreError> {
        if self.find_bucket(bucket).is_err() {
            let mut buckets = self.buckets.write().unwrap_or_else(PoisonError::into_inner);
            buckets.entry(bucket.clone()).or_insert_with(|| Bucket {
                objects: BTreeMap::new(),
            });
        }
        Ok(())
    }

    fn find_bucket(&self, bucket: &BucketName) -> Result<(), StoreError> {
        self.read(bucket, |_| ())
    }

    fn put(&self, at: &Location, object: Object) -> Result<Arc<Object>, StoreError> {
        let object = Arc::new(object);
        let kept = Arc::clone(&object);
        let replaced = self.write(&at.bucket, |bucket| bucket.objects.insert(at.key.clone(), kept))?;
        drop(replaced);
        Ok(object)
    }

    fn get(&self, at: &Location) -> Result<Arc<Object>, StoreError> {
        let found = self.read(&at.bucket, |bucket| bucket.objects.get(&at.key).map(Arc::clone))?;
        found.ok_or_else(|| StoreError::NoSuchKey(at.key.clone()))
    }

    fn delete(&self, at: &Location) -> Result<(), StoreError> {
        let removed = self.write(&at.bucket, |bucket| bucket.objects.remove(&at.key))?;
        drop(removed);
        Ok(())
    }

    fn spool(&self) -> Result<Spool, StoreError> {
        Ok(Spool::temporary()?)
    }
}
