//! An object as stored.

use jiff::Timestamp;

use super::{Content, Digests};

/// An object: bytes, sums, and what was said about them when they came.
#[derive(Debug, Clone)]
pub struct Object {
    /// The bytes.
    pub content: Content,
    /// Sums of the bytes.
    pub digests: Digests,
    /// How it was made.
    pub kind: ObjectKind,
    /// When it was last written.
    pub modified: Timestamp,
    /// Fields that came with the upload and go out with the download, in order of arrival.
    pub fields: Vec<StoredField>,
}

/// How an object was made (`x-oss-object-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// In one request.
    Normal,
}

/// A field kept with an object: a standard one like `content-type`, or `x-oss-meta-*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredField {
    /// Lower case.
    pub name: String,
    /// As it arrived, without outer blanks.
    pub value: Vec<u8>,
}

impl Object {
    /// The entity tag without quotes: MD5 in upper-case hex ("PutObject").
    #[must_use]
    pub fn etag(&self) -> String {
        data_encoding::HEXUPPER.encode(&self.digests.md5)
    }

    /// The kept field of this name, given in lower case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&StoredField> {
        self.fields.iter().find(|field| field.name == name)
    }
}
