//! `PutObject`, `DeleteObject`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header;

use super::Call;
use super::call::Done;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::server::reply::field_names;
use crate::server::upload::Upload;
use crate::store::{Location, Object};

impl Call<'_> {
    pub(super) async fn put_object(&mut self, at: Location) -> Done {
        self.check_aws_chunked()?;
        let claimed = self.claimed()?;
        let attributes = self.attributes()?;
        let Upload { content, digests } = self.receive().await?;
        claimed.check(&digests)?;
        let object = Object::normal(content, digests, self.now, attributes);
        let overwrite = self.overwrite();
        let object = self.store(move |store| store.put(&at, object, overwrite)).await?;
        Ok(Reply::new(200)
            .field(header::ETAG, self.quoted(&object.etag))
            .field(field_names::CRC64, digests.crc64)
            .field(field_names::MD5, STANDARD.encode(digests.md5)))
    }

    pub(super) async fn delete_object(&self, at: Location) -> Done {
        self.store(move |store| store.delete(&at)).await?;
        Ok(Reply::new(204))
    }

    /// A body in the chunk format of S3's signing. The page of EC 0017-00000804 says that OSS reads it
    /// in its S3 mode only, under one value of `x-amz-content-sha256`; this mock has no S3 mode.
    pub(super) fn check_aws_chunked(&self) -> Result<(), Fault> {
        let encodings = self.word("content-encoding").unwrap_or_default();
        if encodings
            .split(',')
            .any(|encoding| encoding.trim().eq_ignore_ascii_case("aws-chunked"))
        {
            return Err(Fault::AwsChunked { encodings });
        }
        Ok(())
    }
}
