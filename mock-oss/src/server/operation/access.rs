//! What may be done without a signature.
//!
//! Everything that a request reaches is asked for as itself: what its URL names by the row of its operation, and
//! the source of a copy, the target of a link, each key of a list and the key of a form by the handler.

use std::sync::Arc;

use super::row::{Access, Target};
use super::{Call, Caller};
use crate::server::Buckets;
use crate::server::error::Fault;
use crate::store::{Acl, BucketName, Location, Object, ObjectStore, StoreError};

impl Call<'_> {
    /// Lets the owner do everything and others what the access lists say ("Overview" of ACLs). A bucket that is
    /// not there is told before.
    pub(super) async fn permit(&self, target: &Target, access: Access) -> Result<(), Fault> {
        if self.caller == Caller::Owner {
            return Ok(());
        }
        let buckets = self.config.buckets;
        let granted = match target.clone() {
            Target::Service => return Err(Fault::AnonymousForbidden),
            Target::Bucket(bucket) => self.store(move |store| bucket_acl(store, &bucket, buckets)).await?,
            Target::Object(at) => self.store(move |store| object_acl(store, &at, buckets)).await?,
        };
        permitted(granted, access)
    }

    /// Asks for leave to write each of these objects, before any is written.
    pub(super) async fn permit_writes(&self, places: Vec<Location>) -> Result<(), Fault> {
        if self.caller == Caller::Owner {
            return Ok(());
        }
        let buckets = self.config.buckets;
        let least = self.store(move |store| {
            let lists = places.iter().map(|at| object_acl(store, at, buckets));
            lists.collect::<Result<Vec<Acl>, StoreError>>()
        });
        let mut lists = least.await?.into_iter();
        lists.try_for_each(|granted| permitted(granted, Access::Write))
    }

    /// An object that the URL does not name, if the caller may read it.
    pub(super) async fn read(&self, at: Location) -> Result<Arc<Object>, Fault> {
        self.permit(&Target::Object(at.clone()), Access::Read).await?;
        self.store(move |store| store.get(&at)).await
    }

    /// Asks for leave to do what is for the owner alone, however it is asked for: access lists and tags can be set
    /// with an upload as well as afterwards. unknown: whether the service lets somebody without a signature do it
    /// where everybody may write.
    pub(super) fn permit_owner(&self) -> Result<(), Fault> {
        match self.caller {
            Caller::Owner => Ok(()),
            Caller::Anonymous => Err(Fault::AnonymousForbidden),
        }
    }
}

fn permitted(granted: Acl, access: Access) -> Result<(), Fault> {
    let is_permitted = match access {
        Access::Read => granted >= Acl::PublicRead,
        Access::Write => granted >= Acl::PublicReadWrite,
        Access::Owner => return Err(Fault::AnonymousForbidden),
    };
    if is_permitted { Ok(()) } else { Err(Fault::Anonymous) }
}

/// An object's own list outranks that of its bucket; one that is not there has that of the bucket.
fn object_acl(store: &dyn ObjectStore, at: &Location, buckets: Buckets) -> Result<Acl, StoreError> {
    let bucket = bucket_acl(store, &at.bucket, buckets)?;
    let object = store.get(at).ok();
    Ok(object.and_then(|object| object.attributes.acl).unwrap_or(bucket))
}

/// A bucket that springs up is private before it does.
fn bucket_acl(store: &dyn ObjectStore, bucket: &BucketName, buckets: Buckets) -> Result<Acl, StoreError> {
    match store.bucket(bucket) {
        Err(StoreError::NoSuchBucket(_)) if buckets == Buckets::SpringUp => Ok(Acl::Private),
        found => Ok(found?.acl),
    }
}
