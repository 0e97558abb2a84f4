//! Buckets themselves: `GetService`, `PutBucket`, `DeleteBucket`, `GetBucketInfo`, `GetBucketLocation`,
//! `GetBucketStat`.

use super::Call;
use super::call::{Done, document};
use super::owner::owner;
use crate::server::reply::Xml;
use crate::server::reply::iso_time;
use crate::server::reply::{Reply, ReplyBody};
use crate::store::{Acl, Bucket, BucketName, Item, Listing, Made};

impl Call<'_> {
    pub(super) async fn list_buckets(&self) -> Done {
        let most = self.number("max-keys", 100, 1000)?;
        let prefix = self.parameter("prefix").unwrap_or_default();
        let marker = self.parameter("marker").unwrap_or_default();
        let buckets = self.store(|store| Ok(store.buckets())).await?;
        let wanted = |name: &BucketName| name.as_str().starts_with(&prefix) && *name.as_str() > *marker;
        let mut found: Vec<_> = buckets.into_iter().filter(|(name, _)| wanted(name)).collect();
        let truncated = found.len() > most;
        found.truncate(most);
        let mut xml = owner(Xml::new("ListAllMyBucketsResult"));
        if truncated {
            let next = found.last().map_or("", |(name, _)| name.as_str());
            xml = xml
                .leaf("Prefix", &prefix)
                .leaf("Marker", &marker)
                .leaf("MaxKeys", most.to_string())
                .leaf("IsTruncated", "true")
                .leaf("NextMarker", next);
        }
        let xml = xml.open("Buckets").each(&found, |xml, (name, bucket)| {
            self.described_bucket(xml.open("Bucket"), name, bucket).close()
        });
        Ok(document(xml))
    }

    /// unknown: what the service answers when the owner makes a bucket again; here it succeeds and
    /// changes the access list if one is named, as the SDKs' "create if not exists" expects.
    pub(super) async fn put_bucket(&mut self, name: BucketName) -> Done {
        let acl = self.bucket_acl()?;
        self.receive_text().await?;
        let location = format!("/{name}");
        let bucket = Bucket {
            created: self.now,
            acl: acl.unwrap_or(Acl::Private),
        };
        let made = self.store(move |store| {
            let made = store.make_bucket(&name, bucket)?;
            match acl {
                Some(acl) if made == Made::Before => store.set_bucket_acl(&name, acl),
                Some(_) | None => Ok(()),
            }
        });
        made.await?;
        Ok(Reply::new(200).field("location", location))
    }

    pub(super) async fn remove_bucket(&self, name: BucketName) -> Done {
        self.store(move |store| store.remove_bucket(&name)).await?;
        Ok(Reply::new(204))
    }

    pub(super) async fn bucket_info(&self, name: BucketName) -> Done {
        let known = name.clone();
        let bucket = self.store(move |store| store.bucket(&known)).await?;
        let xml = self.described_bucket(Xml::new("BucketInfo").open("Bucket"), &name, &bucket);
        let xml = owner(xml)
            .leaf("DataRedundancyType", "LRS")
            .open("AccessControlList")
            .leaf("Grant", bucket.acl.word());
        Ok(document(xml))
    }

    pub(super) fn bucket_location(&self) -> Reply {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let body = format!("{xml}<LocationConstraint>{}</LocationConstraint>\n", self.location());
        Reply::new(200)
            .field("content-type", "application/xml")
            .body(ReplyBody::Bytes(body.into()))
    }

    pub(super) async fn bucket_stat(&self, name: BucketName) -> Done {
        let counted = self.store(move |store| {
            let everything = Listing {
                limit: usize::MAX,
                ..Listing::default()
            };
            let objects = store.list(&name, &everything)?;
            Ok((objects, store.uploads(&name)?.len()))
        });
        let (page, uploads) = counted.await?;
        let sizes = page.items.iter().map(|item| match item {
            Item::Object(_, object) => object.content.len(),
            Item::Prefix(_) => 0,
        });
        let xml = Xml::new("BucketStat")
            .leaf("Storage", sizes.sum::<u64>().to_string())
            .leaf("ObjectCount", page.items.len().to_string())
            .leaf("MultipartUploadCount", uploads.to_string())
            .leaf("LiveChannelCount", "0")
            .leaf("LastModifiedTime", self.now.as_second().to_string());
        Ok(document(xml))
    }

    fn described_bucket(&self, xml: Xml, name: &BucketName, bucket: &Bucket) -> Xml {
        let location = self.location();
        xml.leaf("CreationDate", iso_time(bucket.created))
            .leaf("ExtranetEndpoint", format!("{location}.aliyuncs.com"))
            .leaf("IntranetEndpoint", format!("{location}-internal.aliyuncs.com"))
            .leaf("Location", location)
            .leaf("Name", name.as_str())
            .leaf("StorageClass", "Standard")
    }

    /// `oss-` and the region; the vendor's first where the server was told none.
    fn location(&self) -> String {
        let region = self.config.site.region.as_deref().unwrap_or("cn-hangzhou");
        format!("oss-{region}")
    }
}
