//! What may be done without a signature.

use super::{Caller, Workbench};
use crate::server::Buckets;
use crate::server::fault::Fault;
use crate::server::route::{Access, Operation};
use crate::store::{Acl, BucketName, ObjectStore, StoreError};

impl Workbench<'_> {
    /// Lets the owner do everything and others what the access lists say ("Overview" of ACLs). A
    /// bucket that is not there is told before.
    pub(super) async fn check_access(&self, operation: &Operation) -> Result<(), Fault> {
        if self.caller == Caller::Owner {
            return Ok(());
        }
        let buckets = self.config.buckets;
        let granted = match operation {
            Operation::Preflight => return Ok(()),
            Operation::ListBuckets | Operation::Unknown => return Err(Fault::AnonymousForbidden),
            Operation::Bucket(bucket, _) => {
                let bucket = bucket.clone();
                self.store(move |store| bucket_acl(store, &bucket, buckets)).await?
            }
            Operation::Object(at, _) => {
                let at = at.clone();
                let found = self.store(move |store| {
                    let bucket = bucket_acl(store, &at.bucket, buckets)?;
                    let object = store.get(&at).ok();
                    Ok(object.and_then(|object| object.attributes.acl).unwrap_or(bucket))
                });
                found.await?
            }
        };
        let permitted = match operation.access() {
            Access::Read => granted >= Acl::PublicRead,
            Access::Write => granted >= Acl::PublicReadWrite,
            Access::Owner => return Err(Fault::AnonymousForbidden),
        };
        if permitted { Ok(()) } else { Err(Fault::Anonymous) }
    }
}

/// A bucket that springs up is private before it does.
pub(super) fn bucket_acl(store: &dyn ObjectStore, bucket: &BucketName, buckets: Buckets) -> Result<Acl, StoreError> {
    match store.bucket(bucket) {
        Err(StoreError::NoSuchBucket(_)) if buckets == Buckets::SpringUp => Ok(Acl::Private),
        found => Ok(found?.acl),
    }
}
