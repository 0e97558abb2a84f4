//! Beginning, listing and ending uploads in parts.

use super::Call;
use super::call::{Done, document};
use super::markup::Element;
use super::owner::owner;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::Xml;
use crate::server::reply::iso_time;
use crate::store::{
    BucketName, Chosen, Completion, Etag, Location, Overwrite, PartNumber, StoreError, Upload, UploadId,
};

impl Call<'_> {
    pub(super) async fn begin_upload(&self, at: Location) -> Done {
        let encoding = self.encoding()?;
        if self.overwrite() == Overwrite::Forbidden {
            self.check_absent(at.clone()).await?;
        }
        let upload = Upload {
            begun: self.now,
            attributes: self.attributes()?,
        };
        let id = self.new_upload_id().await?;
        let xml = encoding
            .told(Xml::new("InitiateMultipartUploadResult"))
            .leaf("Bucket", at.bucket.as_str())
            .leaf("Key", encoding.name(at.key.as_str()))
            .leaf("UploadId", id.as_str());
        self.store(move |store| store.begin_upload(&at, &id, upload)).await?;
        Ok(document(xml))
    }

    pub(super) async fn complete_upload(&mut self, at: Location) -> Done {
        let encoding = self.encoding()?;
        let id = self.upload_id();
        let overwrite = self.overwrite();
        let all = self
            .field("x-oss-complete-all")
            .is_some_and(|word| word.eq_ignore_ascii_case(b"yes"));
        let chosen = if all {
            Chosen::All
        } else {
            chosen(&self.receive_xml("CompleteMultipartUpload").await?)?
        };
        let completion = Completion {
            chosen,
            overwrite,
            now: self.now,
        };
        let place = at.clone();
        let object = self
            .store(move |store| store.complete_upload(&at, &id, &completion))
            .await?;
        let key = encoding.name(place.key.as_str());
        let host = self.field("host").unwrap_or_default();
        let location = [b"http://".as_slice(), &host, self.received.path()].concat();
        let xml = encoding
            .told(Xml::new("CompleteMultipartUploadResult"))
            .leaf("Location", location)
            .leaf("Bucket", place.bucket.as_str())
            .leaf("Key", key)
            .leaf("ETag", self.quoted(&object.etag));
        Ok(document(xml)
            .field("etag", self.quoted(&object.etag))
            .field("x-oss-hash-crc64ecma", object.crc64))
    }

    pub(super) async fn abort_upload(&self, at: Location) -> Done {
        let id = self.upload_id();
        self.store(move |store| store.abort_upload(&at, &id)).await?;
        Ok(Reply::new(204))
    }

    pub(super) async fn list_parts(&self, at: Location) -> Done {
        let encoding = self.encoding()?;
        let most = self.number("max-parts", 1000, 1000)?;
        let marker = self.number("part-number-marker", 0, 10_000)?;
        let id = self.upload_id();
        let (place, named) = (at.clone(), id.clone());
        let parts = self.store(move |store| store.parts(&at, &id)).await?;
        let mut parts: Vec<_> = parts
            .into_iter()
            .filter(|(number, _)| usize::from(number.get()) > marker)
            .collect();
        let truncated = parts.len() > most;
        parts.truncate(most);
        let next = parts.last().map_or(0, |(number, _)| number.get());
        let xml = encoding
            .told(Xml::new("ListPartsResult"))
            .leaf("Bucket", place.bucket.as_str())
            .leaf("Key", encoding.name(place.key.as_str()))
            .leaf("UploadId", named.as_str())
            .leaf("StorageClass", "Standard")
            .leaf("PartNumberMarker", marker.to_string())
            .leaf("NextPartNumberMarker", next.to_string())
            .leaf("MaxParts", most.to_string())
            .leaf("IsTruncated", truncated.to_string());
        Ok(document(xml.each(&parts, |xml, (number, part)| {
            xml.open("Part")
                .leaf("PartNumber", number.get().to_string())
                .leaf("LastModified", iso_time(part.modified))
                .leaf("ETag", self.quoted(&part.etag()))
                .leaf("HashCrc64ecma", part.digests.crc64.to_string())
                .leaf("Size", part.content.len().to_string())
                .close()
        })))
    }

    /// Without `delimiter`, which SDKs send empty unless told.
    pub(super) async fn list_uploads(&self, bucket: BucketName) -> Done {
        if self.parameter("delimiter").is_some_and(|text| !text.is_empty()) {
            let by = b"delimiter".to_vec();
            return Err(Fault::NotImplemented { by });
        }
        let encoding = self.encoding()?;
        let most = self.number("max-uploads", 1000, 1000)?;
        let text = |name| self.parameter(name).unwrap_or_default();
        let (prefix, key_marker, id_marker) = (text("prefix"), text("key-marker"), text("upload-id-marker"));
        let name = bucket.clone();
        let uploads = self.store(move |store| store.uploads(&name)).await?;
        let behind = |key: &str, id: &str| {
            key > key_marker.as_str() || (key == key_marker && !id_marker.is_empty() && id > id_marker.as_str())
        };
        let wanted = uploads.into_iter().filter(|(key, id, _)| {
            let unmarked = key_marker.is_empty();
            key.as_str().starts_with(&prefix) && (unmarked || behind(key.as_str(), id.as_str()))
        });
        let mut wanted: Vec<_> = wanted.collect();
        let truncated = wanted.len() > most;
        wanted.truncate(most);
        let last = wanted.last();
        let xml = encoding
            .told(Xml::new("ListMultipartUploadsResult"))
            .leaf("Bucket", bucket.as_str())
            .leaf("KeyMarker", encoding.name(&key_marker))
            .leaf("UploadIdMarker", &id_marker)
            .leaf(
                "NextKeyMarker",
                encoding.name(last.map_or("", |(key, ..)| key.as_str())),
            )
            .leaf("NextUploadIdMarker", last.map_or("", |(_, id, _)| id.as_str()))
            .leaf("Delimiter", "")
            .leaf("Prefix", encoding.name(&prefix))
            .leaf("MaxUploads", most.to_string())
            .leaf("IsTruncated", truncated.to_string());
        Ok(document(xml.each(&wanted, |xml, (key, id, upload)| {
            let xml = xml
                .open("Upload")
                .leaf("Key", encoding.name(key.as_str()))
                .leaf("UploadId", id.as_str());
            owner(xml)
                .leaf("StorageClass", upload.attributes.storage_class.word())
                .leaf("Initiated", iso_time(upload.begun))
                .close()
        })))
    }

    /// "InitiateMultipartUpload": with `x-oss-forbid-overwrite` an upload to the name of an object does not begin.
    async fn check_absent(&self, at: Location) -> Result<(), Fault> {
        let found = self.store(move |store| match store.get(&at) {
            Ok(_) => Err(StoreError::ObjectExists(at.key)),
            Err(_) => Ok(()),
        });
        found.await
    }

    /// `uploadId` of the query.
    pub(super) fn upload_id(&self) -> UploadId {
        UploadId::new(self.parameter("uploadId").unwrap_or_default())
    }

    /// 32 upper-case hex digits, as the service's: a request id, and eight that differ from run to run, since
    /// with a clock that stands still the ids of a new run are those of the run before.
    async fn new_upload_id(&self) -> Result<UploadId, Fault> {
        let run = self.store(|store| store.run()).await?;
        let seconds = u64::from_be_bytes(self.now.as_second().to_be_bytes());
        let last = seconds.wrapping_add(run) & u64::from(u32::MAX);
        Ok(UploadId::new(format!(
            "{}{last:08X}",
            self.config.request_ids.next(self.now)
        )))
    }
}

fn chosen(document: &Element) -> Result<Chosen, Fault> {
    let part = |part: &Element| {
        let number = part.text_of("PartNumber")?.trim().parse().ok();
        let etag = part.text_of("ETag")?;
        Some((number.and_then(PartNumber::new)?, Etag::named(etag)))
    };
    let parts: Option<Vec<_>> = document.all("Part").map(part).collect();
    match parts {
        Some(parts) if !parts.is_empty() => Ok(Chosen::Listed(parts)),
        Some(_) | None => Err(Fault::MalformedXml),
    }
}
