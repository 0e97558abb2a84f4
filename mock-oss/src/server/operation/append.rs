//! `AppendObject`.

use super::Call;
use super::call::Done;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::upload::Upload;
use crate::store::{Append, Location};

impl Call<'_> {
    pub(super) async fn append_object(&mut self, at: Location) -> Done {
        let position = self.parameter("position").ok_or(Fault::NoPosition)?;
        let Ok(position) = position.parse() else {
            return Err(Fault::argument("position", position));
        };
        let claimed = self.claimed()?;
        let attributes = self.attributes()?;
        let Upload { content, digests } = self.receive().await?;
        claimed.check(&digests)?;
        let append = Append {
            position,
            content,
            digests,
            now: self.now,
            attributes,
        };
        let object = self.store(move |store| store.append(&at, append)).await?;
        Ok(Reply::new(200)
            .field("etag", self.quoted(&object.etag))
            .field("x-oss-hash-crc64ecma", object.crc64)
            .field("x-oss-next-append-position", object.content.len()))
    }
}
