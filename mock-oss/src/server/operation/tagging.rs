//! `PutObjectTagging` and its siblings.

use super::Call;
use super::call::{Done, document};
use super::markup::Element;
use super::sending::checked_tags;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::Xml;
use crate::store::{Location, Tag};

impl Call<'_> {
    pub(super) async fn get_tagging(&self, at: Location) -> Done {
        let object = self.store(move |store| store.get(&at)).await?;
        let xml = Xml::new("Tagging")
            .open("TagSet")
            .each(&object.attributes.tags, |xml, tag| {
                xml.open("Tag").leaf("Key", &tag.key).leaf("Value", &tag.value).close()
            });
        Ok(document(xml))
    }

    pub(super) async fn put_tagging(&mut self, at: Location) -> Done {
        let tagging = self.receive_xml("Tagging").await?;
        let set = tagging.first("TagSet").ok_or(Fault::MalformedXml)?;
        let text = |name, tag: &Element| tag.text_of(name).unwrap_or_default().to_owned();
        let tags = set.all("Tag").map(|tag| Tag {
            key: text("Key", tag),
            value: text("Value", tag),
        });
        self.set_tags(at, checked_tags(tags.collect())?).await?;
        Ok(Reply::new(200))
    }

    pub(super) async fn delete_tagging(&self, at: Location) -> Done {
        self.set_tags(at, Vec::new()).await?;
        Ok(Reply::new(204))
    }

    async fn set_tags(&self, at: Location, tags: Vec<Tag>) -> Result<(), Fault> {
        let changed = self.store(move |store| store.amend(&at, &mut |attributes| attributes.tags.clone_from(&tags)));
        changed.await.map(|_| ())
    }
}
