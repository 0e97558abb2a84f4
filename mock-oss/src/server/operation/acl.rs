//! Access lists of objects and buckets, and `RestoreObject`.

use super::Call;
use super::call::{Done, document};
use super::owner::owner;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::Xml;
use crate::store::{Acl, BucketName, Location, StorageClass};

impl Call<'_> {
    pub(super) async fn get_object_acl(&self, at: Location) -> Done {
        let object = self.store(move |store| store.get(&at)).await?;
        Ok(document(policy(object.attributes.acl.map_or("default", Acl::word))))
    }

    pub(super) async fn put_object_acl(&self, at: Location) -> Done {
        let acl = self.object_acl()?;
        let changed = self.store(move |store| store.amend(&at, &mut |attributes| attributes.acl = acl));
        changed.await?;
        Ok(Reply::new(200))
    }

    pub(super) async fn get_bucket_acl(&self, bucket: BucketName) -> Done {
        let bucket = self.store(move |store| store.bucket(&bucket)).await?;
        Ok(document(policy(bucket.acl.word())))
    }

    pub(super) async fn put_bucket_acl(&self, bucket: BucketName) -> Done {
        let acl = self.bucket_acl()?.unwrap_or(Acl::Private);
        self.store(move |store| store.set_bucket_acl(&bucket, acl)).await?;
        Ok(Reply::new(200))
    }

    /// `x-oss-acl`.
    pub(super) fn bucket_acl(&self) -> Result<Option<Acl>, Fault> {
        match self.word("x-oss-acl") {
            None => Ok(None),
            Some(word) => match Acl::from_word(&word) {
                Some(acl) => Ok(Some(acl)),
                None => Err(Fault::argument("x-oss-acl", word)),
            },
        }
    }

    /// The mock's archives are never frozen, so that there is nothing to thaw: an archived object is
    /// answered as one that begins to thaw, another as the service does.
    pub(super) async fn restore(&self, at: Location) -> Done {
        let object = self.store(move |store| store.get(&at)).await?;
        match object.attributes.storage_class {
            StorageClass::Archive | StorageClass::ColdArchive | StorageClass::DeepColdArchive => Ok(Reply::new(202)),
            StorageClass::Standard | StorageClass::InfrequentAccess => Err(Fault::NotArchived),
        }
    }
}

fn policy(grant: &str) -> Xml {
    owner(Xml::new("AccessControlPolicy"))
        .open("AccessControlList")
        .leaf("Grant", grant)
        .close()
}
