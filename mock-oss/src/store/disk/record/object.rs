//! What is written of an object.

use std::path::Path;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::Wrong;
use super::attributes::AttributesRecord;
use super::blobs::{BlobRecord, KnownBlobs, blobs_of, content};
use super::words::{key, md5, time};
use crate::store::{Etag, Memo, Object, ObjectKey, ObjectKind};

/// An object: its name, what is said about it, and the blobs that its bytes are in.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::store::disk) struct ObjectRecord {
    key: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    etag: String,
    crc64: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    md5: Option<String>,
    modified: String,
    attributes: AttributesRecord,
    blobs: Vec<BlobRecord>,
}

impl ObjectRecord {
    pub(in crate::store::disk) fn of(key: &ObjectKey, object: &Object) -> Self {
        Self {
            key: key.as_str().to_owned(),
            kind: object.kind.word().to_owned(),
            target: match &object.kind {
                ObjectKind::Symlink { target } => Some(target.as_str().to_owned()),
                ObjectKind::Normal | ObjectKind::Multipart | ObjectKind::Appendable => None,
            },
            etag: object.etag.to_string(),
            crc64: object.crc64,
            md5: object.md5.map(|md5| HEXLOWER.encode(&md5)),
            modified: object.modified.to_string(),
            attributes: AttributesRecord::of(&object.attributes),
            blobs: blobs_of(&object.content),
        }
    }

    pub(in crate::store::disk) fn object(
        &self,
        folder: &Path,
        blobs: &mut KnownBlobs,
    ) -> Result<(ObjectKey, Object), Wrong> {
        let object = Object {
            content: content(&self.blobs, folder, blobs)?,
            etag: Etag::named(&self.etag),
            crc64: self.crc64,
            md5: self.md5.as_deref().map(md5).transpose()?,
            kind: self.kind()?,
            modified: time(&self.modified)?,
            attributes: self.attributes.attributes()?,
            memo: Memo::default(),
        };
        Ok((key(&self.key)?, object))
    }

    fn kind(&self) -> Result<ObjectKind, Wrong> {
        let plain = [ObjectKind::Normal, ObjectKind::Multipart, ObjectKind::Appendable];
        if let Some(target) = &self.target {
            return Ok(ObjectKind::Symlink { target: key(target)? });
        }
        let found = plain.into_iter().find(|kind| kind.word() == self.kind);
        found.ok_or_else(|| format!("no object is of kind {}", self.kind))
    }
}
