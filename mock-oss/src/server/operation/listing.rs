//! `ListObjects`, `ListObjectsV2`.

use data_encoding::BASE64URL_NOPAD;

use super::Call;
use super::call::{Done, document};
use super::owner::owner;
use crate::server::error::Fault;
use crate::server::reply::Xml;
use crate::server::reply::iso_time;
use crate::store::{BucketName, Item, Listing, Object, Page};
use crate::verify::{Slash, uri_encode};

/// How names stand in a listing (`encoding-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameEncoding {
    /// As they are.
    Plain,
    /// Percent-encoded, since XML cannot hold every name.
    Url,
}

/// Whether a listing says whose its objects are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owners {
    Told,
    LeftOut,
}

impl Call<'_> {
    pub(super) async fn list_objects(&self, bucket: BucketName) -> Done {
        let encoding = self.encoding()?;
        let marker = self.parameter("marker").unwrap_or_default();
        let listing = self.listing(marker)?;
        let page = self.page(&bucket, &listing).await?;
        let xml = Xml::new("ListBucketResult")
            .leaf("Name", bucket.as_str())
            .leaf("Prefix", encoding.name(&listing.prefix))
            .leaf("Marker", encoding.name(&listing.after))
            .leaf("MaxKeys", listing.limit.to_string())
            .leaf("Delimiter", encoding.name(&listing.delimiter));
        let xml = encoding.told(xml).leaf("IsTruncated", page.next.is_some().to_string());
        let xml = match &page.next {
            Some(next) => xml.leaf("NextMarker", encoding.name(next)),
            None => xml,
        };
        Ok(document(self.items(xml, &page, encoding, Owners::Told)))
    }

    pub(super) async fn list_objects_v2(&self, bucket: BucketName) -> Done {
        let encoding = self.encoding()?;
        let start_after = self.parameter("start-after").unwrap_or_default();
        let token = self.parameter("continuation-token").filter(|token| !token.is_empty());
        let after = match &token {
            Some(token) => from_token(token)?,
            None => start_after.clone(),
        };
        let listing = self.listing(after)?;
        let page = self.page(&bucket, &listing).await?;
        let owners = match self.parameter("fetch-owner").as_deref() {
            Some("true") => Owners::Told,
            Some(_) | None => Owners::LeftOut,
        };
        let xml = Xml::new("ListBucketResult")
            .leaf("Name", bucket.as_str())
            .leaf("Prefix", encoding.name(&listing.prefix))
            .leaf("StartAfter", encoding.name(&start_after));
        let xml = match &token {
            Some(token) => xml.leaf("ContinuationToken", token),
            None => xml,
        };
        let xml = xml
            .leaf("MaxKeys", listing.limit.to_string())
            .leaf("Delimiter", encoding.name(&listing.delimiter));
        let xml = encoding.told(xml).leaf("IsTruncated", page.next.is_some().to_string());
        let xml = match &page.next {
            Some(next) => xml.leaf("NextContinuationToken", BASE64URL_NOPAD.encode(next.as_bytes())),
            None => xml,
        };
        let xml = self.items(xml, &page, encoding, owners);
        Ok(document(xml.leaf("KeyCount", page.items.len().to_string())))
    }

    pub(super) fn encoding(&self) -> Result<NameEncoding, Fault> {
        match self.parameter("encoding-type").as_deref() {
            None | Some("") => Ok(NameEncoding::Plain),
            Some("url") => Ok(NameEncoding::Url),
            Some(other) => Err(Fault::argument("encoding-type", other)),
        }
    }

    fn listing(&self, after: String) -> Result<Listing, Fault> {
        Ok(Listing {
            prefix: self.parameter("prefix").unwrap_or_default(),
            after,
            delimiter: self.parameter("delimiter").unwrap_or_default(),
            limit: self.number("max-keys", 100, 1000)?,
        })
    }

    async fn page(&self, bucket: &BucketName, listing: &Listing) -> Result<Page, Fault> {
        let (bucket, listing) = (bucket.clone(), listing.clone());
        self.store(move |store| store.list(&bucket, &listing)).await
    }

    fn items(&self, xml: Xml, page: &Page, encoding: NameEncoding, owners: Owners) -> Xml {
        let objects = page.items.iter().filter_map(|item| match item {
            Item::Object(key, object) => Some((key, object)),
            Item::Prefix(_) => None,
        });
        let prefixes = page.items.iter().filter_map(|item| match item {
            Item::Prefix(prefix) => Some(prefix),
            Item::Object(..) => None,
        });
        xml.each(objects, |xml, (key, object)| {
            let xml = xml.open("Contents").leaf("Key", encoding.name(key.as_str()));
            let xml = self.contents(xml, object);
            let xml = if owners == Owners::Told { owner(xml) } else { xml };
            xml.close()
        })
        .each(prefixes, |xml, prefix| {
            xml.open("CommonPrefixes").leaf("Prefix", encoding.name(prefix)).close()
        })
    }

    fn contents(&self, xml: Xml, object: &Object) -> Xml {
        xml.leaf("LastModified", iso_time(object.modified))
            .leaf("ETag", self.quoted(&object.etag))
            .leaf("Type", object.kind.word())
            .leaf("Size", object.content.len().to_string())
            .leaf("StorageClass", object.attributes.storage_class.word())
    }
}

impl NameEncoding {
    /// A name as it stands in the listing.
    pub(super) fn name(self, name: &str) -> Vec<u8> {
        match self {
            Self::Plain => name.as_bytes().to_vec(),
            Self::Url => uri_encode(name.as_bytes(), Slash::Encoded),
        }
    }

    /// Says which it is, where it is not the plain one.
    pub(super) fn told(self, xml: Xml) -> Xml {
        match self {
            Self::Plain => xml,
            Self::Url => xml.leaf("EncodingType", "url"),
        }
    }
}

/// A token is the last name of the page before, in base64. unknown: the service's own form; clients
/// send it back as it came.
fn from_token(token: &str) -> Result<String, Fault> {
    let name = BASE64URL_NOPAD.decode(token.as_bytes()).ok();
    let name = name.and_then(|name| String::from_utf8(name).ok());
    name.ok_or_else(|| Fault::argument("continuation-token", token))
}
