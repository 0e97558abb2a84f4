//! `DeleteMultipleObjects`.

use super::Call;
use super::call::{Done, document};
use super::markup::Element;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::Xml;
use crate::store::{BucketName, Digests, Location, ObjectKey};

impl Call<'_> {
    /// At most 1000 names. A name that is not there counts as deleted.
    ///
    /// unknown: what the service does where somebody may delete some of them; here none is deleted.
    pub(super) async fn delete_many(&mut self, bucket: BucketName) -> Done {
        let claimed = self.claimed()?;
        let encoding = self.encoding()?;
        let text = self.receive_text().await?;
        claimed.check(&Digests::of(&text))?;
        let delete = Element::parse(&text).map_err(|_| Fault::MalformedXml)?;
        let keys = delete.all("Object").map(|object| {
            let key = object.text_of("Key").ok_or(Fault::MalformedXml)?;
            Ok(ObjectKey::new(key.as_bytes())?)
        });
        let keys = keys.collect::<Result<Vec<_>, Fault>>()?;
        if delete.name() != "Delete" || keys.is_empty() || keys.len() > 1000 {
            return Err(Fault::MalformedXml);
        }
        let place = |key: &ObjectKey| Location {
            bucket: bucket.clone(),
            key: key.clone(),
        };
        let places: Vec<Location> = keys.iter().map(place).collect();
        self.permit_writes(places.clone()).await?;
        let deleted = self.store(move |store| places.iter().try_for_each(|at| store.delete(at)));
        deleted.await?;
        if delete.text_of("Quiet").is_some_and(|quiet| quiet.trim() == "true") {
            return Ok(Reply::new(200));
        }
        let xml = encoding.told(Xml::new("DeleteResult"));
        let xml = xml.each(&keys, |xml, key| {
            xml.open("Deleted").leaf("Key", encoding.name(key.as_str())).close()
        });
        Ok(document(xml))
    }
}
