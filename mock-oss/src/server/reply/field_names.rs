//! Names of the fields that usual answers have, read once by the compiler and not by each answer.

use hyper::header::HeaderName;

pub(in crate::server) const CRC64: HeaderName = HeaderName::from_static("x-oss-hash-crc64ecma");
pub(in crate::server) const MD5: HeaderName = HeaderName::from_static("content-md5");
pub(in crate::server) const OBJECT_TYPE: HeaderName = HeaderName::from_static("x-oss-object-type");
pub(in crate::server) const REQUEST_ID: HeaderName = HeaderName::from_static("x-oss-request-id");
pub(in crate::server) const SERVER_TIME: HeaderName = HeaderName::from_static("x-oss-server-time");
pub(in crate::server) const STORAGE_CLASS: HeaderName = HeaderName::from_static("x-oss-storage-class");
