//! Doing what a request asks for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Incoming;
use jiff::Timestamp;

use super::Buckets;
use super::error::Failure;
use super::range::{Outside, Wanted, wanted};
use super::reply::{Reply, ReplyBody};
use super::route::Operation;
use super::time::http_date;
use super::upload::{Receiver, Upload};
use crate::store::{BucketName, Location, Object, ObjectKind, ObjectStore, StoredField};
use crate::wire::{Framing, Pick, Picked, Received};

/// What operations work with.
pub(super) struct Workbench<'a> {
    pub(super) store: &'a dyn ObjectStore,
    pub(super) receiver: &'a Receiver,
    pub(super) buckets: Buckets,
    pub(super) now: Timestamp,
    pub(super) received: &'a Received,
}

/// `Content-MD5`: the text and what it stands for.
struct PresentedMd5 {
    text: Vec<u8>,
    md5: [u8; 16],
}

impl Workbench<'_> {
    /// Does it. `incoming` is taken only by an operation that reads the body.
    pub(super) async fn perform(
        &self,
        operation: &Operation,
        incoming: &mut Option<Incoming>,
    ) -> Result<Reply, Failure<'static>> {
        match operation {
            Operation::PutObject(at) => self.put_object(at, incoming).await,
            Operation::GetObject(at) => self.get_object(at),
            Operation::HeadObject(at) => self.head_object(at),
            Operation::DeleteObject(at) => self.delete_object(at),
            Operation::Unknown => Err(self.not_implemented()),
        }
    }

    async fn put_object(&self, at: &Location, incoming: &mut Option<Incoming>) -> Result<Reply, Failure<'static>> {
        self.open_bucket(&at.bucket)?;
        if Framing::of(self.received) == Ok(Framing::None) {
            return Err(Failure::NoLength);
        }
        let presented = self.presented_md5()?;
        let body = incoming.take().ok_or(Failure::Internal)?;
        let Upload { content, digests } = self.receiver.receive(body).await?;
        if let Some(presented) = presented
            && presented.md5 != digests.md5
        {
            return Err(Failure::DigestDiffers {
                presented: presented.text,
            });
        }
        let object = self.store.put(
            at,
            Object {
                content,
                digests,
                kind: ObjectKind::Normal,
                modified: self.now,
                fields: stored_fields(self.received),
            },
        )?;
        Ok(Reply::new(200)
            .field("etag", quoted(&object.etag()))
            .field("x-oss-hash-crc64ecma", object.digests.crc64.to_string())
            .field("content-md5", STANDARD.encode(object.digests.md5)))
    }

    fn get_object(&self, at: &Location) -> Result<Reply, Failure<'static>> {
        self.open_bucket(&at.bucket)?;
        let object = self.store.get(at)?;
        let length = object.content.len();
        let (status, part) = match self.range(length) {
            Wanted::Whole => (200, 0..length),
            Wanted::Part(part) => (206, part),
            Wanted::Unsatisfiable => return Err(Failure::Unsatisfiable),
        };
        let mut reply = described(Reply::new(status), &object);
        if status == 206 {
            let (first, last) = (part.start, part.end - 1);
            reply = reply.field("content-range", format!("bytes {first}-{last}/{length}"));
        }
        Ok(reply.body(ReplyBody::of(object.content.reader(part))))
    }

    fn head_object(&self, at: &Location) -> Result<Reply, Failure<'static>> {
        self.open_bucket(&at.bucket)?;
        let object = self.store.get(at)?;
        let body = ReplyBody::Announced(object.content.len());
        Ok(described(Reply::new(200), &object).body(body))
    }

    fn delete_object(&self, at: &Location) -> Result<Reply, Failure<'static>> {
        self.open_bucket(&at.bucket)?;
        self.store.delete(at)?;
        Ok(Reply::new(204))
    }

    fn open_bucket(&self, bucket: &BucketName) -> Result<(), Failure<'static>> {
        match self.buckets {
            Buckets::SpringUp => self.store.ensure_bucket(bucket, self.now)?,
            Buckets::MustExist => self.store.find_bucket(bucket)?,
        }
        Ok(())
    }

    fn range(&self, length: u64) -> Wanted {
        let Some(field) = self.value("range") else {
            return Wanted::Whole;
        };
        let standard = self.value("x-oss-range-behavior").as_deref() == Some(b"standard");
        let outside = if standard { Outside::Standard } else { Outside::Ignored };
        wanted(&field, length, outside)
    }

    fn presented_md5(&self) -> Result<Option<PresentedMd5>, Failure<'static>> {
        let Some(text) = self.value("content-md5") else {
            return Ok(None);
        };
        let decoded = STANDARD.decode(&text).ok().and_then(|bytes| bytes.try_into().ok());
        match decoded {
            Some(md5) => Ok(Some(PresentedMd5 { text, md5 })),
            // A longer text, the hex digest above all, was seen to get the EC of a difference.
            None if text.len() > MD5_BASE64 => Err(Failure::DigestDiffers { presented: text }),
            None => Err(Failure::DigestMalformed { presented: text }),
        }
    }

    /// The value of a field that says how to do the operation. unknown: what the service does with a
    /// repeated one; here the first counts.
    fn value(&self, name: &str) -> Option<Vec<u8>> {
        match self.received.pick(name, Pick::First) {
            Picked::One { value, .. } => Some(value.into_owned()),
            Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => None,
        }
    }

    fn not_implemented(&self) -> Failure<'static> {
        let query = self.received.query().next().map(|pair| pair.name.to_vec());
        Failure::NotImplemented {
            by: query.unwrap_or_else(|| self.received.method().to_vec()),
        }
    }
}

/// What every answer about an object says of it.
fn described(reply: Reply, object: &Object) -> Reply {
    let content_type = object.field("content-type").map(|field| field.value.clone());
    let mut reply = reply
        .field(
            "content-type",
            content_type.unwrap_or_else(|| b"application/octet-stream".to_vec()),
        )
        .field("accept-ranges", "bytes")
        .field("etag", quoted(&object.etag()))
        .field("last-modified", http_date(object.modified))
        .field("x-oss-object-type", "Normal")
        .field("x-oss-hash-crc64ecma", object.digests.crc64.to_string())
        .field("x-oss-storage-class", "Standard")
        .field("content-md5", STANDARD.encode(object.digests.md5));
    for field in object.fields.iter().filter(|field| field.name != "content-type") {
        reply = reply.field(field.name.clone(), field.value.clone());
    }
    reply
}

/// The fields that OSS keeps with an object ("PutObject", request headers). unknown: what it keeps of
/// a repeated one; here the values joined by `,`.
fn stored_fields(received: &Received) -> Vec<StoredField> {
    let mut kept: Vec<StoredField> = Vec::new();
    for field in received.fields() {
        let name = field.lower_name();
        if !(STANDARD_FIELDS.contains(&name.as_str()) || name.starts_with("x-oss-meta-")) {
            continue;
        }
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

fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

const STANDARD_FIELDS: &[&str] = &[
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
];

/// Length of 16 bytes in base64.
const MD5_BASE64: usize = 24;
