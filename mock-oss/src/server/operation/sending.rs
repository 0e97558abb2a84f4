//! What a request says about the object it sends.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Call;
use crate::server::error::Fault;
use crate::store::{Acl, Attributes, Digests, Overwrite, StorageClass, StoredField, Tag};
use crate::verify::query_decode;
use crate::wire::Received;

/// Sums that the client computed itself.
pub(super) struct Claimed {
    md5: Option<(Vec<u8>, [u8; 16])>,
    crc64: Option<String>,
}

impl Call<'_> {
    /// Everything that is kept beside the bytes.
    pub(super) fn attributes(&self) -> Result<Attributes, Fault> {
        Ok(Attributes {
            fields: stored_fields(self.received),
            acl: self.object_acl()?,
            tags: self.tags()?,
            storage_class: self.storage_class()?,
        })
    }

    /// `x-oss-object-acl`; `default` follows the bucket.
    pub(super) fn object_acl(&self) -> Result<Option<Acl>, Fault> {
        match self.word("x-oss-object-acl").as_deref() {
            None | Some("" | "default") => Ok(None),
            Some(word) => match Acl::from_word(word) {
                Some(acl) => self.permit_owner().map(|()| Some(acl)),
                None => Err(Fault::argument("x-oss-object-acl", word)),
            },
        }
    }

    /// `x-oss-tagging`: tags in the form of a query string.
    pub(super) fn tags(&self) -> Result<Vec<Tag>, Fault> {
        let Some(field) = self.word("x-oss-tagging") else {
            return Ok(Vec::new());
        };
        let tags = checked_tags(parsed_tags(&field))?;
        if !tags.is_empty() {
            self.permit_owner()?;
        }
        Ok(tags)
    }

    pub(super) fn storage_class(&self) -> Result<StorageClass, Fault> {
        match self.word("x-oss-storage-class") {
            None => Ok(StorageClass::default()),
            Some(word) => {
                let class = StorageClass::from_word(&word);
                class.ok_or_else(|| Fault::argument("x-oss-storage-class", word))
            }
        }
    }

    /// `x-oss-forbid-overwrite`.
    pub(super) fn overwrite(&self) -> Overwrite {
        match self.field("x-oss-forbid-overwrite") {
            Some(value) if value.eq_ignore_ascii_case(b"true") => Overwrite::Forbidden,
            Some(_) | None => Overwrite::Allowed,
        }
    }

    /// The sums that came with the body; a text that cannot be an MD5 is refused before the body.
    pub(super) fn claimed(&self) -> Result<Claimed, Fault> {
        let md5 = match self.field("content-md5") {
            None => None,
            Some(text) => {
                let md5 = decoded_md5(&text)?;
                Some((text, md5))
            }
        };
        let crc64 = self.word("x-oss-hash-crc64ecma");
        Ok(Claimed { md5, crc64 })
    }
}

impl Claimed {
    /// Compares with what came.
    pub(super) fn check(self, digests: &Digests) -> Result<(), Fault> {
        if let Some((presented, md5)) = self.md5
            && md5 != digests.md5
        {
            return Err(Fault::DigestDiffers { presented });
        }
        match self.crc64 {
            Some(claimed) if claimed != digests.crc64.to_string() => Err(Fault::CrcDiffers),
            Some(_) | None => Ok(()),
        }
    }
}

/// The digest that a `Content-MD5` writes.
pub(in crate::server) fn decoded_md5(text: &[u8]) -> Result<[u8; 16], Fault> {
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    let presented = || text.to_vec();
    // A longer text, the hex digest above all, was seen to get the EC of a difference.
    decoded.ok_or_else(|| match text.len() {
        length if length > MD5_BASE64 => Fault::DigestDiffers { presented: presented() },
        _ => Fault::DigestMalformed { presented: presented() },
    })
}

/// Tags in the form of a query string.
pub(super) fn parsed_tags(text: &str) -> Vec<Tag> {
    let decoded = |bytes: &str| String::from_utf8_lossy(&query_decode(bytes.as_bytes())).into_owned();
    let tag = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        Tag {
            key: decoded(key),
            value: decoded(value),
        }
    };
    text.split('&').filter(|pair| !pair.is_empty()).map(tag).collect()
}

/// At most 10 tags, no key twice or empty ("Add tags to objects").
pub(super) fn checked_tags(tags: Vec<Tag>) -> Result<Vec<Tag>, Fault> {
    let repeated = |tag: &Tag| tags.iter().filter(|other| other.key == tag.key).count() > 1;
    let wrong = |tag: &&Tag| tag.key.is_empty() || tag.key.len() > 128 || tag.value.len() > 256 || repeated(tag);
    if tags.len() > 10 || tags.iter().find(wrong).is_some() {
        return Err(Fault::InvalidTag);
    }
    Ok(tags)
}

/// The fields that OSS keeps with an object ("PutObject", request headers). unknown: what it keeps of
/// a repeated one; here the values joined by `,`.
pub(super) fn stored_fields(received: &Received) -> Vec<StoredField> {
    let mut kept: Vec<StoredField> = Vec::new();
    for field in received.fields() {
        let Some(name) = stored_name(field.name()) else {
            continue;
        };
        match kept.iter_mut().find(|kept| kept.name == name) {
            Some(first) => {
                first.value.push(b',');
                first.value.extend_from_slice(&field.value());
            }
            None => kept.push(StoredField {
                name,
                value: field.value().into_owned(),
            }),
        }
    }
    kept
}

/// The name in lower case, if such a field is kept.
pub(super) fn stored_name(name: &[u8]) -> Option<String> {
    let standard = STANDARD_FIELDS
        .iter()
        .find(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    if let Some(known) = standard {
        return Some((*known).to_owned());
    }
    let front = name.get(..META.len())?;
    let named = front.eq_ignore_ascii_case(META.as_bytes()) && name.len() > META.len();
    named.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

const STANDARD_FIELDS: &[&str] = &[
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
];

const META: &str = "x-oss-meta-";

/// Length of 16 bytes in base64.
const MD5_BASE64: usize = 24;
