//! `PutSymlink`, `GetSymlink`.

use percent_encoding::percent_decode_str;

use super::Call;
use super::call::Done;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::store::{Location, Object, ObjectKey, ObjectKind};
use crate::verify::{Slash, uri_encode};

impl Call<'_> {
    pub(super) async fn put_symlink(&self, at: Location) -> Done {
        let target = self.word("x-oss-symlink-target").unwrap_or_default();
        let decoded: Vec<u8> = percent_decode_str(&target).collect();
        let target = ObjectKey::new(&decoded)?;
        let object = Object::symlink(target, self.now, self.attributes()?);
        let overwrite = self.overwrite();
        let object = self.store(move |store| store.put(&at, object, overwrite)).await?;
        Ok(Reply::new(200).field("etag", self.quoted(&object.etag)))
    }

    pub(super) async fn get_symlink(&self, at: Location) -> Done {
        let object = self.store(move |store| store.get(&at)).await?;
        let ObjectKind::Symlink { target } = &object.kind else {
            return Err(Fault::NotSymlink);
        };
        let encoded = uri_encode(target.as_str().as_bytes(), Slash::Encoded);
        Ok(self
            .tagged(Reply::new(200), &object)
            .field("x-oss-symlink-target", encoded))
    }
}
