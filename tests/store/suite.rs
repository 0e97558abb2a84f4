//! One suite over both stores: the same claims about memory and disk.

use std::sync::Arc;

use bytes::Bytes;
use mock_oss::store::{
    Acl, Append, Attributes, Bucket, BucketName, Chosen, Completion, Digests, DiskStore, Etag, Listing, Location, Made,
    MemoryStore, Object, ObjectKind, ObjectStore, Overwrite, Part, PartNumber, StoreError, Tag, Upload, UploadId,
};

use crate::support::stores::{at, bucket, bytes_of, now, object, text_of};

/// Mounts the suite over a store that `$fresh` makes; the second value keeps what the store stands on.
macro_rules! suite {
    ($name:ident, $fresh:expr) => {
        mod $name {
            use super::*;

            fn fresh() -> (Arc<dyn ObjectStore>, Option<tempfile::TempDir>) {
                $fresh
            }

            suite! { @tests
                a_stored_object_is_found,
                an_object_replaces_another,
                an_object_does_not_replace_another_when_it_must_not,
                a_replaced_object_stays_readable,
                a_deleted_object_is_gone,
                deleting_nothing_is_no_error,
                a_bucket_that_is_not_there_is_named,
                a_bucket_with_objects_cannot_be_removed,
                an_empty_bucket_can_be_removed,
                making_a_bucket_twice_keeps_the_first,
                appends_add_up,
                an_append_at_the_wrong_place_tells_the_length,
                a_plain_object_cannot_be_appended_to,
                parts_make_an_object_in_order,
                an_upload_is_gone_once_it_is_complete,
                parts_out_of_order_are_refused,
                a_part_with_another_tag_is_refused,
                a_small_part_before_the_last_is_refused,
                an_aborted_upload_is_gone,
                attributes_can_be_changed_alone,
                a_spooled_body_reads_back_in_parts,
            }
        }
    };
    (@tests $($test:ident,)*) => {
        $(
            #[test]
            fn $test() {
                let (store, _folder) = fresh();
                super::$test(&*store);
            }
        )*
    };
}

suite!(memory, (Arc::new(MemoryStore::new()), None));
suite!(disk, {
    let folder = tempfile::tempdir().unwrap();
    (Arc::new(DiskStore::open(folder.path()).unwrap()), Some(folder))
});

fn with_bucket(store: &dyn ObjectStore) {
    store.ensure_bucket(&bucket(), now()).unwrap();
}

fn put(store: &dyn ObjectStore, key: &str, text: &str) -> Result<Arc<Object>, StoreError> {
    store.put(&at(key), object(text), Overwrite::Allowed)
}

fn a_stored_object_is_found(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a/b", "hello world").unwrap();
    let found = store.get(&at("a/b")).unwrap();
    assert_eq!(text_of(&found), "hello world");
    assert_eq!(found.etag.as_str(), "5EB63BBBE01EEED093CB22BB8F5ACDC3");
    assert_eq!(found.crc64, 5_981_764_153_023_615_706);
}

fn an_object_replaces_another(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    put(store, "a", "two").unwrap();
    assert_eq!(text_of(&store.get(&at("a")).unwrap()), "two");
}

fn an_object_does_not_replace_another_when_it_must_not(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    let refused = store.put(&at("a"), object("two"), Overwrite::Forbidden);
    assert!(matches!(refused, Err(StoreError::ObjectExists(key)) if key.as_str() == "a"));
    assert_eq!(text_of(&store.get(&at("a")).unwrap()), "one");
}

fn a_replaced_object_stays_readable(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    let held = store.get(&at("a")).unwrap();
    put(store, "a", "two").unwrap();
    store.delete(&at("a")).unwrap();
    assert_eq!(text_of(&held), "one");
}

fn a_deleted_object_is_gone(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    store.delete(&at("a")).unwrap();
    assert!(matches!(store.get(&at("a")), Err(StoreError::NoSuchKey(_))));
}

fn deleting_nothing_is_no_error(store: &dyn ObjectStore) {
    with_bucket(store);
    store.delete(&at("nothing")).unwrap();
}

fn a_bucket_that_is_not_there_is_named(store: &dyn ObjectStore) {
    let refused = put(store, "a", "one");
    assert!(matches!(refused, Err(StoreError::NoSuchBucket(name)) if name == bucket()));
}

fn a_bucket_with_objects_cannot_be_removed(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    assert!(matches!(
        store.remove_bucket(&bucket()),
        Err(StoreError::BucketNotEmpty(_))
    ));
}

fn an_empty_bucket_can_be_removed(store: &dyn ObjectStore) {
    with_bucket(store);
    store.remove_bucket(&bucket()).unwrap();
    assert!(matches!(store.bucket(&bucket()), Err(StoreError::NoSuchBucket(_))));
    assert_eq!(store.buckets(), []);
}

fn making_a_bucket_twice_keeps_the_first(store: &dyn ObjectStore) {
    let made = |acl| store.make_bucket(&bucket(), Bucket { created: now(), acl }).unwrap();
    assert_eq!((made(Acl::PublicRead), made(Acl::Private)), (Made::Now, Made::Before));
    assert_eq!(store.bucket(&bucket()).unwrap().acl, Acl::PublicRead);
}

fn append(store: &dyn ObjectStore, position: u64, text: &'static str) -> Result<Arc<Object>, StoreError> {
    let append = Append {
        position,
        content: Bytes::from(text).into(),
        digests: Digests::of(text.as_bytes()),
        now: now(),
        attributes: Attributes::default(),
    };
    store.append(&at("log"), append)
}

fn appends_add_up(store: &dyn ObjectStore) {
    with_bucket(store);
    append(store, 0, "hello ").unwrap();
    let object = append(store, 6, "world").unwrap();
    assert_eq!(
        (text_of(&object).as_str(), &object.kind),
        ("hello world", &ObjectKind::Appendable)
    );
    assert_eq!(object.crc64, 5_981_764_153_023_615_706);
}

fn an_append_at_the_wrong_place_tells_the_length(store: &dyn ObjectStore) {
    with_bucket(store);
    append(store, 0, "hello").unwrap();
    assert!(matches!(
        append(store, 4, "x"),
        Err(StoreError::PositionDiffers { length: 5 })
    ));
}

fn a_plain_object_cannot_be_appended_to(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "log", "plain").unwrap();
    assert!(matches!(append(store, 5, "x"), Err(StoreError::NotAppendable(_))));
}

fn part(text: &str) -> Part {
    Part {
        content: Bytes::from(text.to_owned()).into(),
        digests: Digests::of(text.as_bytes()),
        modified: now(),
    }
}

fn number(number: u16) -> PartNumber {
    PartNumber::new(number).unwrap()
}

fn begun(store: &dyn ObjectStore) -> UploadId {
    with_bucket(store);
    let upload = Upload {
        begun: now(),
        attributes: Attributes::default(),
    };
    let id = UploadId::new("0123");
    store.begin_upload(&at("big"), &id, upload).unwrap();
    id
}

/// As many bytes as every part but the last must have.
fn full(letter: &str) -> String {
    letter.repeat(100 * 1024)
}

fn complete(store: &dyn ObjectStore, id: &UploadId, parts: &[(u16, &str)]) -> Result<Arc<Object>, StoreError> {
    let listed = parts
        .iter()
        .map(|(at, text)| (number(*at), part(text).etag()))
        .collect();
    let completion = Completion {
        chosen: Chosen::Listed(listed),
        overwrite: Overwrite::Allowed,
        now: now(),
    };
    store.complete_upload(&at("big"), id, &completion)
}

fn parts_make_an_object_in_order(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(7), part("tail")).unwrap();
    store.put_part(&at("big"), &id, number(2), part(&full("a"))).unwrap();
    let object = complete(store, &id, &[(2, &full("a")), (7, "tail")]).unwrap();
    let whole = full("a") + "tail";
    assert!(text_of(&object) == whole);
    assert_eq!(object.crc64, Digests::of(whole.as_bytes()).crc64);
    assert!(object.etag.as_str().ends_with("-2"), "{}", object.etag);
}

fn an_upload_is_gone_once_it_is_complete(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(1), part("only")).unwrap();
    complete(store, &id, &[(1, "only")]).unwrap();
    assert!(matches!(store.parts(&at("big"), &id), Err(StoreError::NoSuchUpload(_))));
    assert_eq!(store.uploads(&bucket()).unwrap().len(), 0);
}

fn parts_out_of_order_are_refused(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(1), part("one")).unwrap();
    store.put_part(&at("big"), &id, number(2), part("two")).unwrap();
    let refused = complete(store, &id, &[(2, "two"), (1, "one")]);
    assert!(matches!(refused, Err(StoreError::PartsOutOfOrder)));
}

fn a_part_with_another_tag_is_refused(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(1), part("one")).unwrap();
    let refused = complete(store, &id, &[(1, "other")]);
    assert!(matches!(refused, Err(StoreError::NoSuchPart(at)) if at == number(1)));
}

fn a_small_part_before_the_last_is_refused(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(1), part("one")).unwrap();
    store.put_part(&at("big"), &id, number(2), part("two")).unwrap();
    assert!(matches!(
        complete(store, &id, &[(1, "one"), (2, "two")]),
        Err(StoreError::PartTooSmall)
    ));
}

fn an_aborted_upload_is_gone(store: &dyn ObjectStore) {
    let id = begun(store);
    store.put_part(&at("big"), &id, number(1), part("one")).unwrap();
    store.abort_upload(&at("big"), &id).unwrap();
    assert!(matches!(
        store.abort_upload(&at("big"), &id),
        Err(StoreError::NoSuchUpload(_))
    ));
}

fn attributes_can_be_changed_alone(store: &dyn ObjectStore) {
    with_bucket(store);
    put(store, "a", "one").unwrap();
    let tag = Tag {
        key: "k".to_owned(),
        value: "v".to_owned(),
    };
    store
        .amend(&at("a"), &mut |attributes| attributes.tags = vec![tag.clone()])
        .unwrap();
    let found = store.get(&at("a")).unwrap();
    assert_eq!(
        (&found.attributes.tags, text_of(&found).as_str()),
        (&vec![tag.clone()], "one")
    );
}

fn a_spooled_body_reads_back_in_parts(store: &dyn ObjectStore) {
    with_bucket(store);
    let mut spool = store.spool().unwrap();
    spool.write(b"hello ").unwrap();
    spool.write(b"world").unwrap();
    let digests = Digests::of(b"hello world");
    let object = Object::normal(spool.finish(), digests, now(), Attributes::default());
    store.put(&at("a"), object, Overwrite::Allowed).unwrap();
    let found = store.get(&at("a")).unwrap();
    assert_eq!(bytes_of(&found.content, 4..8), b"o wo");
}

#[test]
fn an_entity_tag_is_named_with_or_without_quotes_in_any_case() {
    assert_eq!(Etag::named("\"5d41\""), Etag::named("5D41"));
}

#[test]
fn a_listing_of_a_bucket_that_is_not_there_says_so() {
    let store = MemoryStore::new();
    let listed = store.list(&BucketName::new(b"nowhere").unwrap(), &Listing::default());
    assert!(matches!(listed, Err(StoreError::NoSuchBucket(_))));
}

#[test]
fn names_keep_the_documented_rules() {
    for name in ["ab", "Abc", "-abc", "abc-", "a_c", "a.c"] {
        assert!(BucketName::new(name.as_bytes()).is_err(), "{name}");
    }
    let place = Location {
        bucket: BucketName::new(b"a-1").unwrap(),
        ..at("k")
    };
    assert_eq!(place.bucket.as_str(), "a-1");
}
