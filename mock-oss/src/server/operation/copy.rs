//! `CopyObject`, and reading what a copy is of.

use std::sync::Arc;

use percent_encoding::percent_decode;

use super::Call;
use super::call::{Done, document};
use super::conditions::Conditions;
use super::sending::stored_fields;
use crate::server::error::Fault;
use crate::server::reply::Xml;
use crate::server::reply::iso_time;
use crate::store::{Attributes, BucketName, Location, Object, ObjectKey};

impl Call<'_> {
    pub(super) async fn copy_object(&mut self, at: Location) -> Done {
        let source = self.source().await?;
        self.check(Conditions::OfSource, &source)?;
        let object = Object {
            modified: self.now,
            attributes: self.copied_attributes(&source)?,
            ..Object::clone(&source)
        };
        let overwrite = self.overwrite();
        let object = self.store(move |store| store.put(&at, object, overwrite)).await?;
        let xml = Xml::new("CopyObjectResult")
            .leaf("LastModified", iso_time(object.modified))
            .leaf("ETag", self.quoted(&object.etag));
        // The tag stands in the head too (aliyun-oss-python-sdk, `unittests/test_object.py`,
        // `test_copy_object`: a recorded answer of the service).
        let reply = document(xml).field("etag", self.quoted(&object.etag));
        Ok(reply.field("x-oss-hash-crc64ecma", object.crc64))
    }

    /// The object that `x-oss-copy-source` names, if the caller may read it: `/bucket/key`, percent-encoded. With
    /// a `versionId` behind it, it would be another one.
    pub(super) async fn source(&self) -> Result<Arc<Object>, Fault> {
        let field = self.field("x-oss-copy-source").unwrap_or_default();
        if let Some(mark) = field.iter().position(|&byte| byte == b'?') {
            let by = field[mark + 1..].split(|&byte| byte == b'=').next();
            return Err(Fault::NotImplemented {
                by: by.unwrap_or_default().to_vec(),
            });
        }
        let decoded: Vec<u8> = percent_decode(&field).collect();
        let path = decoded.strip_prefix(b"/").unwrap_or(&decoded);
        let Some(slash) = path.iter().position(|&byte| byte == b'/') else {
            return Err(Fault::argument("x-oss-copy-source", field));
        };
        let at = Location {
            bucket: BucketName::new(&path[..slash])?,
            key: ObjectKey::new(&path[slash + 1..])?,
        };
        self.read(at).await
    }

    /// What a copy keeps of its source, and what it is told anew ("CopyObject").
    fn copied_attributes(&self, source: &Object) -> Result<Attributes, Fault> {
        let replaces = |field| {
            self.field(field)
                .is_some_and(|word| word.eq_ignore_ascii_case(b"REPLACE"))
        };
        let fields = if replaces("x-oss-metadata-directive") {
            stored_fields(self.received)
        } else {
            source.attributes.fields.clone()
        };
        let tags = if replaces("x-oss-tagging-directive") {
            self.tags()?
        } else {
            if !source.attributes.tags.is_empty() {
                self.permit_owner()?;
            }
            source.attributes.tags.clone()
        };
        Ok(Attributes {
            fields,
            tags,
            acl: self.object_acl()?,
            storage_class: self.storage_class()?,
        })
    }
}
