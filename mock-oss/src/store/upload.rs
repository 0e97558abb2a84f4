//! Uploads in parts.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use md5::{Digest as _, Md5};

use super::{Attributes, Content, Digests, Etag, Memo, Object, ObjectKind, StoreError};

/// The name of an upload in parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UploadId(String);

/// The number of a part: 1 to 10000 ("UploadPart").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartNumber(u16);

/// An upload in parts, before any part.
#[derive(Debug, Clone)]
pub struct Upload {
    /// When it was begun.
    pub begun: Timestamp,
    /// What was said about the object to come.
    pub attributes: Attributes,
}

/// A part that has arrived.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its bytes.
    pub content: Content,
    /// Sums of its bytes.
    pub digests: Digests,
    /// When it came.
    pub modified: Timestamp,
}

/// The parts that an object is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// These, in this order, each with its tag as the client names it.
    Listed(Vec<(PartNumber, Etag)>),
    /// All that have come (`x-oss-complete-all: yes`).
    All,
}

/// An upload with its parts.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    pub(super) upload: Upload,
    pub(super) parts: BTreeMap<PartNumber, Part>,
}

impl UploadId {
    /// An id as the server gives or a client names it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartNumber {
    /// A number in the range that the service allows.
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        (1..=10_000).contains(&number).then_some(Self(number))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl Part {
    /// Its entity tag: the MD5 of its bytes.
    #[must_use]
    pub fn etag(&self) -> Etag {
        Etag::of_md5(&self.digests.md5)
    }
}

impl Progress {
    pub(super) fn new(upload: Upload) -> Self {
        Self {
            upload,
            parts: BTreeMap::new(),
        }
    }

    /// The object that the chosen parts make.
    ///
    /// unknown: how the service computes the entity tag, of which only the form is documented ("not the
    /// MD5 of the content", ending in a hyphen and the number of parts). Here it is the MD5 of the parts'
    /// MD5s, one behind the other, as S3 does.
    pub(super) fn object(&self, chosen: &Chosen, now: Timestamp) -> Result<Object, StoreError> {
        let parts = self.chosen(chosen)?;
        let mut md5 = Md5::new();
        let mut crc64 = 0;
        let mut content = Content::default();
        for part in &parts {
            md5.update(part.digests.md5);
            crc64 = joined_crc64(crc64, part.digests.crc64, part.content.len());
            content = content.followed_by(&part.content);
        }
        let digest: [u8; 16] = md5.finalize().into();
        Ok(Object {
            content,
            etag: Etag::named(&format!("{}-{}", Etag::of_md5(&digest), parts.len())),
            crc64,
            md5: None,
            kind: ObjectKind::Multipart,
            modified: now,
            attributes: self.upload.attributes.clone(),
            memo: Memo::default(),
        })
    }

    fn chosen(&self, chosen: &Chosen) -> Result<Vec<&Part>, StoreError> {
        let numbers = match chosen {
            Chosen::All => self.parts.keys().copied().collect(),
            Chosen::Listed(listed) => {
                if !listed.is_sorted_by(|one, next| one.0 < next.0) {
                    return Err(StoreError::PartsOutOfOrder);
                }
                let missing = listed.iter().find(|(number, etag)| {
                    let found = self.parts.get(number);
                    found.is_none_or(|part| part.etag() != *etag)
                });
                if let Some((number, _)) = missing {
                    return Err(StoreError::NoSuchPart(*number));
                }
                listed.iter().map(|(number, _)| *number).collect::<Vec<_>>()
            }
        };
        let parts: Vec<&Part> = numbers.iter().filter_map(|number| self.parts.get(number)).collect();
        if parts.is_empty() {
            return Err(StoreError::NoParts);
        }
        let small = parts[..parts.len() - 1]
            .iter()
            .any(|part| part.content.len() < LEAST_PART);
        if small {
            Err(StoreError::PartTooSmall)
        } else {
            Ok(parts)
        }
    }
}

/// The CRC-64/XZ of two contents one behind the other, from the sums of both.
pub(super) fn joined_crc64(first: u64, second: u64, second_length: u64) -> u64 {
    crc_fast::checksum_combine(crc_fast::CrcAlgorithm::Crc64Xz, first, second, second_length)
}

/// Least bytes of every part but the last: 100 KB ("CompleteMultipartUpload").
const LEAST_PART: u64 = 100 * 1024;
