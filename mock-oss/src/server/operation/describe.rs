//! What answers say about an object.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::{StatusCode, header};

use super::Call;
use crate::server::EtagCase;
use crate::server::reply::Reply;
use crate::server::reply::field_names;
use crate::server::reply::http_date;
use crate::store::{Object, ObjectKind};

impl Call<'_> {
    /// The head of a download ("GetObject", "HeadObject", response headers). It says nothing that is not the
    /// object's, so that the object keeps it, as servers with the usual settings answer it.
    pub(super) fn download(&self, status: StatusCode, object: &Object) -> Reply {
        let head = || self.described(object).into_head();
        let kept = match self.config.etag_case {
            EtagCase::Upper => object.memo.get_or_make(head).cloned(),
            EtagCase::Lower => None,
        };
        kept.unwrap_or_else(head).with_status(status).into()
    }

    fn described(&self, object: &Object) -> Reply {
        let content_type = object.field("content-type").map(|field| field.value.as_slice());
        let mut reply = self
            .tagged(
                Reply::new(200).field(header::CONTENT_TYPE, content_type.unwrap_or(UNTYPED)),
                object,
            )
            .field(header::ACCEPT_RANGES, "bytes")
            .field(field_names::OBJECT_TYPE, object.kind.word())
            .field(field_names::STORAGE_CLASS, object.attributes.storage_class.word());
        if let Some(md5) = &object.md5 {
            reply = reply.field(field_names::MD5, STANDARD.encode(md5));
        }
        if object.kind == ObjectKind::Appendable {
            reply = reply.field("x-oss-next-append-position", object.content.len());
        }
        if !object.attributes.tags.is_empty() {
            reply = reply.field("x-oss-tagging-count", object.attributes.tags.len().to_string());
        }
        let others = object
            .attributes
            .fields
            .iter()
            .filter(|field| field.name != "content-type");
        others.fold(reply, Reply::stored)
    }

    /// Tag, time and sum.
    pub(super) fn tagged(&self, reply: Reply, object: &Object) -> Reply {
        reply
            .field(header::ETAG, self.quoted(&object.etag))
            .field(header::LAST_MODIFIED, http_date(object.modified))
            .field(field_names::CRC64, object.crc64)
    }
}

/// What OSS says of an object whose type nobody said.
const UNTYPED: &[u8] = b"application/octet-stream";
