//! What is written of buckets, objects, uploads and parts.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::content::Segment;
use crate::store::{
    Acl, Attributes, Blob, Bucket, Content, Digests, Etag, Memo, Object, ObjectKey, ObjectKind, Part, StorageClass,
    StoredField, Tag, Upload, UploadId,
};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BucketRecord {
    created: String,
    acl: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ObjectRecord {
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

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct UploadRecord {
    key: String,
    id: String,
    begun: String,
    attributes: AttributesRecord,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PartRecord {
    pub(super) number: u16,
    md5: String,
    crc64: u64,
    modified: String,
    blobs: Vec<BlobRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct AttributesRecord {
    fields: Vec<FieldRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acl: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<(String, String)>,
    storage_class: String,
}

/// A field's value is text where it can be, else base64.
#[derive(Debug, Serialize, Deserialize)]
struct FieldRecord {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct BlobRecord {
    name: String,
    length: u64,
}

/// The blobs found so far by name, so that two records that name one share it.
#[derive(Debug, Default)]
pub(super) struct Blobs(pub(super) BTreeMap<String, Arc<Blob>>);

/// What is wrong with a record.
pub(super) type Wrong = String;

impl BucketRecord {
    pub(super) fn of(bucket: &Bucket) -> Self {
        Self {
            created: bucket.created.to_string(),
            acl: bucket.acl.word().to_owned(),
        }
    }

    pub(super) fn bucket(&self) -> Result<Bucket, Wrong> {
        Ok(Bucket {
            created: time(&self.created)?,
            acl: acl(&self.acl)?,
        })
    }
}

impl ObjectRecord {
    pub(super) fn of(key: &ObjectKey, object: &Object) -> Self {
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

    pub(super) fn object(&self, folder: &Path, blobs: &mut Blobs) -> Result<(ObjectKey, Object), Wrong> {
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

impl UploadRecord {
    pub(super) fn of(key: &ObjectKey, id: &UploadId, upload: &Upload) -> Self {
        Self {
            key: key.as_str().to_owned(),
            id: id.as_str().to_owned(),
            begun: upload.begun.to_string(),
            attributes: AttributesRecord::of(&upload.attributes),
        }
    }

    pub(super) fn upload(&self) -> Result<(ObjectKey, UploadId, Upload), Wrong> {
        let upload = Upload {
            begun: time(&self.begun)?,
            attributes: self.attributes.attributes()?,
        };
        Ok((key(&self.key)?, UploadId::new(self.id.clone()), upload))
    }
}

impl PartRecord {
    pub(super) fn of(number: u16, part: &Part) -> Self {
        Self {
            number,
            md5: HEXLOWER.encode(&part.digests.md5),
            crc64: part.digests.crc64,
            modified: part.modified.to_string(),
            blobs: blobs_of(&part.content),
        }
    }

    pub(super) fn part(&self, folder: &Path, blobs: &mut Blobs) -> Result<Part, Wrong> {
        Ok(Part {
            content: content(&self.blobs, folder, blobs)?,
            digests: Digests {
                md5: md5(&self.md5)?,
                crc64: self.crc64,
            },
            modified: time(&self.modified)?,
        })
    }
}

impl AttributesRecord {
    fn of(attributes: &Attributes) -> Self {
        let tags = attributes.tags.iter();
        Self {
            fields: attributes.fields.iter().map(FieldRecord::of).collect(),
            acl: attributes.acl.map(|acl| acl.word().to_owned()),
            tags: tags.map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            storage_class: attributes.storage_class.word().to_owned(),
        }
    }

    fn attributes(&self) -> Result<Attributes, Wrong> {
        let class = StorageClass::from_word(&self.storage_class);
        let tag = |(key, value): &(String, String)| Tag {
            key: key.clone(),
            value: value.clone(),
        };
        Ok(Attributes {
            fields: self.fields.iter().map(FieldRecord::field).collect::<Result<_, _>>()?,
            acl: self.acl.as_deref().map(acl).transpose()?,
            tags: self.tags.iter().map(tag).collect(),
            storage_class: class.ok_or_else(|| format!("no storage class is called {}", self.storage_class))?,
        })
    }
}

impl FieldRecord {
    fn of(field: &StoredField) -> Self {
        let text = std::str::from_utf8(&field.value).ok().map(str::to_owned);
        Self {
            name: field.name.clone(),
            base64: text.is_none().then(|| BASE64.encode(&field.value)),
            text,
        }
    }

    fn field(&self) -> Result<StoredField, Wrong> {
        let value = match (&self.text, &self.base64) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(base64)) => BASE64.decode(base64.as_bytes()).map_err(|error| error.to_string())?,
            (None, None) => return Err(format!("the field {} has no value", self.name)),
        };
        Ok(StoredField {
            name: self.name.clone(),
            value,
        })
    }
}

fn blobs_of(content: &Content) -> Vec<BlobRecord> {
    let named = |segment: &Segment| match segment {
        Segment::File(blob) => Some(BlobRecord {
            name: blob.name(),
            length: blob.len(),
        }),
        // A store on disk writes everything down before it makes a record.
        Segment::Memory(_) => None,
    };
    content.segments().iter().filter_map(named).collect()
}

fn content(records: &[BlobRecord], folder: &Path, known: &mut Blobs) -> Result<Content, Wrong> {
    let mut segments = Vec::new();
    for record in records {
        let path = folder.join(&record.name);
        let blob = known.0.entry(record.name.clone());
        let blob = blob.or_insert_with(|| Arc::new(Blob::found(path.clone(), record.length)));
        // From here on it must not be removed with this value, whatever else is wrong.
        blob.add_record();
        let length = super::files::length(&path).map_err(|error| format!("blob {}: {error}", record.name))?;
        if length != record.length {
            return Err(format!(
                "blob {} has {length} bytes, not {}",
                record.name, record.length
            ));
        }
        segments.push(Segment::File(Arc::clone(blob)));
    }
    Ok(Content::of(segments))
}

fn time(text: &str) -> Result<Timestamp, Wrong> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

fn acl(word: &str) -> Result<Acl, Wrong> {
    Acl::from_word(word).ok_or_else(|| format!("no access list is called {word}"))
}

fn key(name: &str) -> Result<ObjectKey, Wrong> {
    ObjectKey::new(name.as_bytes()).map_err(|error| error.to_string())
}

fn md5(hex: &str) -> Result<[u8; 16], Wrong> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).map_err(|error| error.to_string())?;
    bytes.try_into().map_err(|_| format!("{hex} is no md5"))
}
