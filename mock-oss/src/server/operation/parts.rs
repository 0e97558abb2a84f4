//! `UploadPart`, `UploadPartCopy`.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Call;
use super::call::{Done, document};
use super::conditions::Conditions;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::Xml;
use crate::server::reply::iso_time;
use crate::server::reply::{Outside, Wanted, wanted};
use crate::server::upload::Upload;
use crate::store::{Content, Hasher, Location, ObjectStore, Part, PartNumber, StoreError};

impl Call<'_> {
    pub(super) async fn put_part(&mut self, at: Location) -> Done {
        let number = self.part_number()?;
        self.check_aws_chunked()?;
        let claimed = self.claimed()?;
        let id = self.upload_id();
        let Upload { content, digests } = self.receive().await?;
        claimed.check(&digests)?;
        let part = Part {
            content,
            digests,
            modified: self.now,
        };
        let etag = self.quoted(&part.etag());
        self.store(move |store| store.put_part(&at, &id, number, part)).await?;
        Ok(Reply::new(200)
            .field("etag", etag)
            .field("x-oss-hash-crc64ecma", digests.crc64)
            .field("content-md5", STANDARD.encode(digests.md5)))
    }

    pub(super) async fn copy_part(&mut self, at: Location) -> Done {
        let number = self.part_number()?;
        let id = self.upload_id();
        let source = self.source().await?;
        self.check(Conditions::OfSource, &source)?;
        let part = self.source_range(source.content.len())?;
        let now = self.now;
        let copied = self.store(move |store| {
            let part = copied(store, &source.content, part, now)?;
            store.put_part(&at, &id, number, part.clone())?;
            Ok(part)
        });
        let part = copied.await?;
        let xml = Xml::new("CopyPartResult")
            .leaf("LastModified", iso_time(part.modified))
            .leaf("ETag", self.quoted(&part.etag()));
        // SDKs complete an upload with the tag in the head (oss2 2.19.1 `models.py`, ali-oss 6.23.0
        // `lib/common/multipart-copy.js`).
        let reply = document(xml).field("etag", self.quoted(&part.etag()));
        Ok(reply.field("x-oss-hash-crc64ecma", part.digests.crc64))
    }

    fn part_number(&self) -> Result<PartNumber, Fault> {
        let text = self.parameter("partNumber").unwrap_or_default();
        let number = text.parse().ok().and_then(PartNumber::new);
        number.ok_or_else(|| Fault::argument("partNumber", text))
    }

    /// `x-oss-copy-source-range`, in the form of `Range`.
    fn source_range(&self, length: u64) -> Result<Range<u64>, Fault> {
        let Some(field) = self.field("x-oss-copy-source-range") else {
            return Ok(0..length);
        };
        match wanted(&field, length, Outside::Standard) {
            Wanted::Part(part) => Ok(part),
            Wanted::Whole | Wanted::Unsatisfiable => Err(Fault::argument("x-oss-copy-source-range", field)),
        }
    }
}

/// A part of a content as bytes of its own, with their sums.
fn copied(
    store: &dyn ObjectStore,
    content: &Content,
    part: Range<u64>,
    now: jiff::Timestamp,
) -> Result<Part, StoreError> {
    let mut reader = content.reader(part);
    let mut hasher = Hasher::new();
    let mut spool = store.spool()?;
    while let Some(piece) = reader.next_piece()? {
        hasher.update(&piece);
        spool.write(&piece)?;
    }
    Ok(Part {
        content: spool.finish(),
        digests: hasher.finish(),
        modified: now,
    })
}
