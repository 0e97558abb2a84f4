//! Names of the fields that usual answers have, read once by the compiler and not by each answer.

use hyper::header::HeaderName;

pub(super) const CRC64: HeaderName = HeaderName::from_static("x-oss-hash-crc64ecma");
pub(super) const MD5: HeaderName = HeaderName::from_static("content-md5");
pub(super) const OBJECT_TYPE: HeaderName = HeaderName::from_static("x-oss-object-type");
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-oss-request-id");
pub(super) const SERVER_TIME: HeaderName = HeaderName::from_static("x-oss-server-time");
pub(super) const STORAGE_CLASS: HeaderName = HeaderName::from_static("x-oss-storage-class");
