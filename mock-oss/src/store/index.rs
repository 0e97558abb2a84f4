//! The rules of a store, over maps in memory: both stores stand on it.
//!
//! Every change comes in two steps, so that a store on disk can write between them: a method that
//! looks and says what the change would be, and one that makes it.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use super::upload::{Progress, joined_crc64};
use super::{
    Append, Attributes, Bucket, BucketName, Completion, Content, Etag, Listing, Location, Memo, Object, ObjectKey,
    ObjectKind, Overwrite, Page, Part, PartNumber, StoreError, Upload, UploadId,
};

/// Everything a store knows.
#[derive(Debug, Default)]
pub(super) struct Index {
    buckets: BTreeMap<BucketName, Contents>,
}

/// A bucket and what is in it.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) bucket: Bucket,
    pub(super) objects: BTreeMap<ObjectKey, Arc<Object>>,
    pub(super) uploads: BTreeMap<(ObjectKey, UploadId), Progress>,
}

impl Index {
    /// The bucket of this name.
    pub(super) fn bucket(&self, name: &BucketName) -> Result<&Contents, StoreError> {
        let found = self.buckets.get(name);
        found.ok_or_else(|| StoreError::NoSuchBucket(name.clone()))
    }

    pub(super) fn bucket_mut(&mut self, name: &BucketName) -> Result<&mut Contents, StoreError> {
        let found = self.buckets.get_mut(name);
        found.ok_or_else(|| StoreError::NoSuchBucket(name.clone()))
    }

    /// All buckets in the order of their names.
    pub(super) fn buckets(&self) -> Vec<(BucketName, Bucket)> {
        let buckets = self.buckets.iter();
        buckets
            .map(|(name, contents)| (name.clone(), contents.bucket))
            .collect()
    }

    /// A page of a bucket's objects.
    pub(super) fn page(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, StoreError> {
        Ok(listing.page(&self.bucket(bucket)?.objects))
    }

    /// The uploads of a bucket, by object name and id.
    pub(super) fn uploads(&self, bucket: &BucketName) -> Result<Vec<(ObjectKey, UploadId, Upload)>, StoreError> {
        let uploads = self.bucket(bucket)?.uploads.iter();
        Ok(uploads
            .map(|((key, id), progress)| (key.clone(), id.clone(), progress.upload.clone()))
            .collect())
    }

    /// Puts a bucket in, or changes what is known of it.
    pub(super) fn set_bucket(&mut self, name: &BucketName, bucket: Bucket) {
        let contents = self
            .buckets
            .entry(name.clone())
            .or_insert_with(|| Contents::new(bucket));
        contents.bucket = bucket;
    }

    /// Whether a bucket may go.
    pub(super) fn check_removable(&self, name: &BucketName) -> Result<(), StoreError> {
        let contents = self.bucket(name)?;
        if contents.objects.is_empty() && contents.uploads.is_empty() {
            Ok(())
        } else {
            Err(StoreError::BucketNotEmpty(name.clone()))
        }
    }

    pub(super) fn remove_bucket(&mut self, name: &BucketName) {
        self.buckets.remove(name);
    }

    /// The object at a place.
    pub(super) fn object(&self, at: &Location) -> Result<&Arc<Object>, StoreError> {
        let found = self.bucket(&at.bucket)?.objects.get(&at.key);
        found.ok_or_else(|| StoreError::NoSuchKey(at.key.clone()))
    }

    /// Whether an object may be put there.
    pub(super) fn check_put(&self, at: &Location, overwrite: Overwrite) -> Result<(), StoreError> {
        let contents = self.bucket(&at.bucket)?;
        match overwrite {
            Overwrite::Forbidden if contents.objects.contains_key(&at.key) => {
                Err(StoreError::ObjectExists(at.key.clone()))
            }
            Overwrite::Allowed | Overwrite::Forbidden => Ok(()),
        }
    }

    /// The object that an append would make.
    pub(super) fn appended(&self, at: &Location, append: &Append) -> Result<Object, StoreError> {
        let found = self.bucket(&at.bucket)?.objects.get(&at.key);
        let before = match found.map(|object| &object.kind) {
            None => None,
            Some(ObjectKind::Appendable) => found,
            Some(ObjectKind::Normal | ObjectKind::Multipart | ObjectKind::Symlink { .. }) => {
                return Err(StoreError::NotAppendable(at.key.clone()));
            }
        };
        let length = before.map_or(0, |object| object.content.len());
        if append.position != length {
            return Err(StoreError::PositionDiffers { length });
        }
        let (content, crc64, attributes) = match before {
            None => (Content::default(), 0, append.attributes.clone()),
            Some(object) => (object.content.clone(), object.crc64, object.attributes.clone()),
        };
        let crc64 = joined_crc64(crc64, append.digests.crc64, append.content.len());
        Ok(Object {
            content: content.followed_by(&append.content),
            etag: appended_etag(before, append),
            crc64,
            md5: None,
            kind: ObjectKind::Appendable,
            modified: append.now,
            attributes,
            memo: Memo::default(),
        })
    }

    /// An object with other attributes.
    pub(super) fn amended(&self, at: &Location, change: &mut dyn FnMut(&mut Attributes)) -> Result<Object, StoreError> {
        let mut object = Object::clone(self.object(at)?);
        change(&mut object.attributes);
        Ok(object)
    }

    /// Puts an object in and gives the one it replaces.
    pub(super) fn insert(&mut self, at: &Location, object: Arc<Object>) -> Result<Option<Arc<Object>>, StoreError> {
        let objects = &mut self.bucket_mut(&at.bucket)?.objects;
        Ok(match objects.get_mut(&at.key) {
            Some(before) => Some(mem::replace(before, object)),
            None => objects.insert(at.key.clone(), object),
        })
    }

    pub(super) fn remove(&mut self, at: &Location) -> Result<Option<Arc<Object>>, StoreError> {
        Ok(self.bucket_mut(&at.bucket)?.objects.remove(&at.key))
    }

    /// An upload in parts.
    pub(super) fn upload(&self, at: &Location, id: &UploadId) -> Result<&Progress, StoreError> {
        let found = self.bucket(&at.bucket)?.uploads.get(&(at.key.clone(), id.clone()));
        found.ok_or_else(|| StoreError::NoSuchUpload(id.clone()))
    }

    /// The parts of an upload by number.
    pub(super) fn parts(&self, at: &Location, id: &UploadId) -> Result<Vec<(PartNumber, Part)>, StoreError> {
        let parts = self.upload(at, id)?.parts.iter();
        Ok(parts.map(|(number, part)| (*number, part.clone())).collect())
    }

    pub(super) fn upload_mut(&mut self, at: &Location, id: &UploadId) -> Result<&mut Progress, StoreError> {
        let found = self
            .bucket_mut(&at.bucket)?
            .uploads
            .get_mut(&(at.key.clone(), id.clone()));
        found.ok_or_else(|| StoreError::NoSuchUpload(id.clone()))
    }

    /// The object that ending an upload would make.
    pub(super) fn completed(
        &self,
        at: &Location,
        id: &UploadId,
        completion: &Completion,
    ) -> Result<Object, StoreError> {
        let progress = self.upload(at, id)?;
        self.check_put(at, completion.overwrite)?;
        progress.object(&completion.chosen, completion.now)
    }

    /// Whether an upload may begin under an id.
    pub(super) fn check_new_upload(&self, at: &Location, id: &UploadId) -> Result<(), StoreError> {
        let mut known = self.bucket(&at.bucket)?.uploads.keys();
        if known.any(|(_, known)| known == id) {
            return Err(StoreError::UploadExists(id.clone()));
        }
        Ok(())
    }

    pub(super) fn begin_upload(&mut self, at: &Location, id: UploadId, upload: Upload) -> Result<(), StoreError> {
        self.check_new_upload(at, &id)?;
        let uploads = &mut self.bucket_mut(&at.bucket)?.uploads;
        uploads.insert((at.key.clone(), id), Progress::new(upload));
        Ok(())
    }

    pub(super) fn remove_upload(&mut self, at: &Location, id: &UploadId) -> Result<Progress, StoreError> {
        let removed = self
            .bucket_mut(&at.bucket)?
            .uploads
            .remove(&(at.key.clone(), id.clone()));
        removed.ok_or_else(|| StoreError::NoSuchUpload(id.clone()))
    }
}

impl Contents {
    fn new(bucket: Bucket) -> Self {
        Self {
            bucket,
            objects: BTreeMap::new(),
            uploads: BTreeMap::new(),
        }
    }
}

/// unknown: how the service computes the tag of an appended object, which is only documented as "not
/// the MD5 of the content". Here the first append gives its own MD5, and a later one the MD5 of the tag
/// before and its own.
fn appended_etag(before: Option<&Arc<Object>>, append: &Append) -> Etag {
    let Some(object) = before else {
        return Etag::of_md5(&append.digests.md5);
    };
    let both = format!("{}{}", object.etag, Etag::of_md5(&append.digests.md5));
    Etag::of_md5(&super::Digests::of(both.as_bytes()).md5)
}
