//! An object as stored.

use std::fmt;

use jiff::Timestamp;

use super::{Acl, Content, Digests, Memo, ObjectKey};

/// An object: bytes, sums, and what was said about them when they came.
#[derive(Debug, Clone)]
pub struct Object {
    /// The bytes; none for a symbolic link.
    pub content: Content,
    /// The entity tag.
    pub etag: Etag,
    /// CRC-64/XZ of the bytes.
    pub crc64: u64,
    /// MD5 of the bytes, where they came in one request.
    pub md5: Option<[u8; 16]>,
    /// How it was made.
    pub kind: ObjectKind,
    /// When its bytes were last written.
    pub modified: Timestamp,
    /// What was said about it.
    pub attributes: Attributes,
    /// What its readers make of it.
    pub memo: Memo,
}

/// An entity tag, without quotes, in the upper-case hex that OSS uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etag(String);

/// How an object was made (`x-oss-object-type`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectKind {
    /// In one request.
    Normal,
    /// From parts.
    Multipart,
    /// By appending; more can be appended.
    Appendable,
    /// As a name for another object of the bucket.
    Symlink {
        /// The other object, which need not exist.
        target: ObjectKey,
    },
}

/// What is said about an object beside its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// Fields that came with the upload and go out with the download, in order of arrival.
    pub fields: Vec<StoredField>,
    /// Its own access list; `None` follows the bucket's.
    pub acl: Option<Acl>,
    /// Its tags, in the order given.
    pub tags: Vec<Tag>,
    /// How it is kept.
    pub storage_class: StorageClass,
}

/// A field kept with an object: a standard one like `content-type`, or `x-oss-meta-*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredField {
    /// Lower case.
    pub name: String,
    /// As it arrived, without outer blanks.
    pub value: Vec<u8>,
}

/// An object tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub key: String,
    /// Its value, which may be empty.
    pub value: String,
}

/// How an object is kept (`x-oss-storage-class`). To this mock it is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StorageClass {
    /// `Standard`
    #[default]
    Standard,
    /// `IA`
    InfrequentAccess,
    /// `Archive`
    Archive,
    /// `ColdArchive`
    ColdArchive,
    /// `DeepColdArchive`
    DeepColdArchive,
}

impl Object {
    /// An object that came in one request.
    #[must_use]
    pub fn normal(content: Content, digests: Digests, modified: Timestamp, attributes: Attributes) -> Self {
        Self {
            content,
            etag: Etag::of_md5(&digests.md5),
            crc64: digests.crc64,
            md5: Some(digests.md5),
            kind: ObjectKind::Normal,
            modified,
            attributes,
            memo: Memo::default(),
        }
    }

    /// A symbolic link to `target`.
    #[must_use]
    pub fn symlink(target: ObjectKey, modified: Timestamp, attributes: Attributes) -> Self {
        let digests = Digests::of(target.as_str().as_bytes());
        Self {
            kind: ObjectKind::Symlink { target },
            md5: None,
            crc64: Digests::of(b"").crc64,
            ..Self::normal(Content::default(), digests, modified, attributes)
        }
    }

    /// The kept field of this name, given in lower case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&StoredField> {
        self.attributes.fields.iter().find(|field| field.name == name)
    }
}

impl Etag {
    /// The tag of an object that came in one request ("PutObject").
    #[must_use]
    pub fn of_md5(md5: &[u8; 16]) -> Self {
        Self(data_encoding::HEXUPPER.encode(md5))
    }

    /// A tag in upper case, quotes left out, as requests name one.
    #[must_use]
    pub fn named(text: &str) -> Self {
        Self(text.trim().trim_matches('"').to_ascii_uppercase())
    }

    /// The tag's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ObjectKind {
    /// The word of the API.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Multipart => "Multipart",
            Self::Appendable => "Appendable",
            Self::Symlink { .. } => "Symlink",
        }
    }
}

impl StorageClass {
    /// The word of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "Standard",
            Self::InfrequentAccess => "IA",
            Self::Archive => "Archive",
            Self::ColdArchive => "ColdArchive",
            Self::DeepColdArchive => "DeepColdArchive",
        }
    }

    /// The class that a word of the API means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::Standard,
            Self::InfrequentAccess,
            Self::Archive,
            Self::ColdArchive,
            Self::DeepColdArchive,
        ];
        all.into_iter().find(|class| class.word() == word)
    }
}
