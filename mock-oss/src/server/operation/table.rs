//! The operations of the API, a row each. What has no row, or says something that its row does not understand,
//! is answered 501.

use std::future::ready;

use super::row::Access::{Owner, Read, Write};
use super::row::Handler::{self, Bucket, BucketItself, Object, Service};
use super::row::Mark::{CopySource, ListType2};
use super::row::Method::{self, Delete, Get, Head, Post, Put};
use super::row::Selector::{self, Of, OfWith, Plain, PlainWith};
use super::row::Subresource as Sub;
use super::row::{Access, Row, Subresource, Target};
use crate::server::error::Fault;
use crate::verify::query_decode;
use crate::wire::Received;

/// The row of a request; the first that fits.
pub(super) fn row(received: &Received, target: &Target) -> Option<&'static Row> {
    let subresource = subresource(received);
    TABLE.iter().find(|row| row.is_asked(received, target, subresource))
}

/// The first parameter of the query that selects an operation.
fn subresource(received: &Received) -> Option<Subresource> {
    let known = |name: &[u8]| {
        let known = TABLE.iter().filter_map(|row| row.selector.subresource());
        known.into_iter().find(|known| known.name().as_bytes() == name)
    };
    received.query().find_map(|pair| known(&query_decode(pair.name)))
}

const fn of(
    method: Method,
    selector: Selector,
    access: Access,
    handler: Handler,
    parameters: &'static [&'static str],
    fields: &'static [&'static str],
) -> Row {
    Row {
        method,
        selector,
        access,
        handler,
        parameters,
        fields,
    }
}

/// A row with a mark stands above the one without.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    of(Get,    Plain,                             Owner, Service(|call| Box::pin(call.list_buckets())),             PAGE,    &[]),

    of(Put,    Plain,                             Owner, BucketItself(|call, it| Box::pin(call.put_bucket(it))),    &[],     &["x-oss-acl"]),
    of(Delete, Plain,                             Owner, BucketItself(|call, it| Box::pin(call.remove_bucket(it))), &[],     &[]),
    of(Get,    PlainWith(ListType2),              Read,  Bucket(|call, it| Box::pin(call.list_objects_v2(it))),     LIST_V2, &[]),
    of(Get,    Plain,                             Read,  Bucket(|call, it| Box::pin(call.list_objects(it))),        LIST,    &[]),
    of(Get,    Of(Sub::BucketInfo),               Owner, Bucket(|call, it| Box::pin(call.bucket_info(it))),         &[],     &[]),
    of(Get,    Of(Sub::Location),                 Owner, Bucket(|call, _| Box::pin(ready(Ok(call.bucket_location())))), &[], &[]),
    of(Get,    Of(Sub::Stat),                     Owner, Bucket(|call, it| Box::pin(call.bucket_stat(it))),         &[],     &[]),
    of(Get,    Of(Sub::Acl),                      Owner, Bucket(|call, it| Box::pin(call.get_bucket_acl(it))),      &[],     &[]),
    of(Put,    Of(Sub::Acl),                      Owner, Bucket(|call, it| Box::pin(call.put_bucket_acl(it))),      &[],     &["x-oss-acl"]),
    of(Get,    Of(Sub::Uploads),                  Write, Bucket(|call, it| Box::pin(call.list_uploads(it))),        UPLOADS, &[]),
    of(Post,   Of(Sub::Delete),                   Write, Bucket(|call, it| Box::pin(call.delete_many(it))),         NAMES,   SUM),
    // A form goes a way of its own: `Call::post_object`, under this row.
    of(Post,   Plain,                             Write, Bucket(|_, _| Box::pin(ready(Err(Fault::NotForm)))),       &[],     &[]),

    of(Put,    PlainWith(CopySource),             Write, Object(|call, at| Box::pin(call.copy_object(at))),         &[],     COPY),
    of(Put,    Plain,                             Write, Object(|call, at| Box::pin(call.put_object(at))),          &[],     PUT),
    of(Get,    Plain,                             Read,  Object(|call, at| Box::pin(call.get_object(at))),          INSTEAD, &["x-oss-range-behavior"]),
    of(Head,   Plain,                             Read,  Object(|call, at| Box::pin(call.head_object(at))),         &[],     &[]),
    of(Delete, Plain,                             Write, Object(|call, at| Box::pin(call.delete_object(at))),       &[],     &[]),
    of(Head,   Of(Sub::ObjectMeta),               Read,  Object(|call, at| Box::pin(call.object_meta(at))),         &[],     &[]),
    of(Get,    Of(Sub::ObjectMeta),               Read,  Object(|call, at| Box::pin(call.object_meta(at))),         &[],     &[]),
    of(Post,   Of(Sub::Append),                   Write, Object(|call, at| Box::pin(call.append_object(at))),       &["position"], APPEND),
    of(Get,    Of(Sub::Acl),                      Owner, Object(|call, at| Box::pin(call.get_object_acl(at))),      &[],     &[]),
    of(Put,    Of(Sub::Acl),                      Owner, Object(|call, at| Box::pin(call.put_object_acl(at))),      &[],     &["x-oss-object-acl"]),
    of(Get,    Of(Sub::Tagging),                  Owner, Object(|call, at| Box::pin(call.get_tagging(at))),         &[],     &[]),
    of(Put,    Of(Sub::Tagging),                  Owner, Object(|call, at| Box::pin(call.put_tagging(at))),         &[],     &[]),
    of(Delete, Of(Sub::Tagging),                  Owner, Object(|call, at| Box::pin(call.delete_tagging(at))),      &[],     &[]),
    of(Get,    Of(Sub::Symlink),                  Read,  Object(|call, at| Box::pin(call.get_symlink(at))),         &[],     &[]),
    of(Put,    Of(Sub::Symlink),                  Write, Object(|call, at| Box::pin(call.put_symlink(at))),         &[],     SYMLINK),
    of(Post,   Of(Sub::Restore),                  Owner, Object(|call, at| Box::pin(call.restore(at))),             &[],     &[]),
    of(Post,   Of(Sub::Uploads),                  Write, Object(|call, at| Box::pin(call.begin_upload(at))),        NAMES,   BEGIN),
    of(Put,    OfWith(Sub::UploadId, CopySource), Write, Object(|call, at| Box::pin(call.copy_part(at))),           PART,    COPY_PART),
    of(Put,    Of(Sub::UploadId),                 Write, Object(|call, at| Box::pin(call.put_part(at))),            PART,    SUM),
    of(Get,    Of(Sub::UploadId),                 Write, Object(|call, at| Box::pin(call.list_parts(at))),          PARTS,   &[]),
    of(Post,   Of(Sub::UploadId),                 Write, Object(|call, at| Box::pin(call.complete_upload(at))),     NAMES,   COMPLETE),
    of(Delete, Of(Sub::UploadId),                 Write, Object(|call, at| Box::pin(call.abort_upload(at))),        &[],     &[]),
];

const SUM: &[&str] = &["x-oss-hash-crc64ecma"];
const APPEND: &[&str] = &["x-oss-object-acl", "x-oss-storage-class", "x-oss-tagging"];
const BEGIN: &[&str] = &[
    "x-oss-forbid-overwrite",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-tagging",
];
const COMPLETE: &[&str] = &["x-oss-complete-all", "x-oss-forbid-overwrite"];
const COPY: &[&str] = &[
    "x-oss-copy-source",
    "x-oss-copy-source-if-match",
    "x-oss-copy-source-if-modified-since",
    "x-oss-copy-source-if-none-match",
    "x-oss-copy-source-if-unmodified-since",
    "x-oss-forbid-overwrite",
    "x-oss-metadata-directive",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-tagging",
    "x-oss-tagging-directive",
];
const COPY_PART: &[&str] = &[
    "x-oss-copy-source",
    "x-oss-copy-source-if-match",
    "x-oss-copy-source-if-modified-since",
    "x-oss-copy-source-if-none-match",
    "x-oss-copy-source-if-unmodified-since",
    "x-oss-copy-source-range",
];
const PUT: &[&str] = &[
    "x-oss-forbid-overwrite",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-tagging",
];
const SYMLINK: &[&str] = &[
    "x-oss-forbid-overwrite",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-symlink-target",
    "x-oss-tagging",
];

const INSTEAD: &[&str] = &[
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
];
const LIST: &[&str] = &["delimiter", "encoding-type", "marker", "max-keys", "prefix"];
const LIST_V2: &[&str] = &[
    "continuation-token",
    "delimiter",
    "encoding-type",
    "fetch-owner",
    "list-type",
    "max-keys",
    "prefix",
    "start-after",
];
/// How names stand in an answer.
const NAMES: &[&str] = &["encoding-type"];
const PAGE: &[&str] = &["marker", "max-keys", "prefix"];
const PART: &[&str] = &["partNumber"];
const PARTS: &[&str] = &["encoding-type", "max-parts", "part-number-marker"];
const UPLOADS: &[&str] = &[
    "delimiter",
    "encoding-type",
    "key-marker",
    "max-uploads",
    "prefix",
    "upload-id-marker",
];
