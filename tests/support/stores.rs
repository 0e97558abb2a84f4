//! Values for tests of stores.

use std::ops::Range;

use bytes::Bytes;
use jiff::Timestamp;
use mock_oss::store::{Attributes, BucketName, Content, Digests, Location, Object, ObjectKey};

use super::server::NOW;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

pub(crate) fn bucket() -> BucketName {
    BucketName::new(b"bucket").unwrap()
}

pub(crate) fn at(key: &str) -> Location {
    Location {
        bucket: bucket(),
        key: ObjectKey::new(key.as_bytes()).unwrap(),
    }
}

pub(crate) fn object(text: &str) -> Object {
    let content = Bytes::from(text.to_owned()).into();
    Object::normal(content, Digests::of(text.as_bytes()), now(), Attributes::default())
}

pub(crate) fn text_of(object: &Object) -> String {
    String::from_utf8(bytes_of(&object.content, 0..u64::MAX)).unwrap()
}

pub(crate) fn bytes_of(content: &Content, part: Range<u64>) -> Vec<u8> {
    let mut reader = content.reader(part);
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next_piece().unwrap() {
        bytes.extend_from_slice(&piece);
    }
    bytes
}
