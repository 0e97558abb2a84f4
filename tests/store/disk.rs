//! What the store on disk keeps through restarts and crashes.

use std::path::Path;

use mock_oss::store::{
    Acl, Attributes, Bucket, Digests, DiskStore, Object, ObjectStore, Overwrite, Part, PartNumber, StoreError,
    StoredField, Tag, Upload, UploadId,
};
use tempfile::TempDir;

use crate::support::stores::{at, bucket, now, object, text_of};

fn open(folder: &Path) -> DiskStore {
    DiskStore::open(folder).unwrap()
}

/// A store of its own with a bucket in it.
fn with_bucket() -> (TempDir, DiskStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.ensure_bucket(&bucket(), now()).unwrap();
    (folder, store)
}

/// Writes what no store would.
#[expect(clippy::disallowed_methods, reason = "the crash is played by hand")]
fn spoil(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// All files below a folder, by name.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn an_object_survives_a_restart_with_all_that_was_said_about_it() {
    let attributes = Attributes {
        fields: vec![StoredField {
            name: "x-oss-meta-a".to_owned(),
            value: b"caf\xe9".to_vec(),
        }],
        tags: vec![Tag {
            key: "k".to_owned(),
            value: "v".to_owned(),
        }],
        ..Attributes::default()
    };
    let (folder, store) = with_bucket();
    let stored = Object {
        attributes,
        ..object("hello world")
    };
    store.put(&at("a/ü"), stored.clone(), Overwrite::Allowed).unwrap();
    drop(store);
    let found = open(folder.path()).get(&at("a/ü")).unwrap();
    assert_eq!(text_of(&found), "hello world");
    assert_eq!(
        (&found.attributes, &found.etag, found.crc64),
        (&stored.attributes, &stored.etag, stored.crc64)
    );
    assert_eq!(
        (found.md5, found.modified, &found.kind),
        (stored.md5, stored.modified, &stored.kind)
    );
}

#[test]
fn a_bucket_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let acl = Acl::PublicRead;
    open(folder.path())
        .make_bucket(&bucket(), Bucket { created: now(), acl })
        .unwrap();
    let found = open(folder.path()).bucket(&bucket()).unwrap();
    assert_eq!((found.created, found.acl), (now(), acl));
}

#[test]
fn an_upload_in_parts_survives_a_restart() {
    let id = UploadId::new("0123");
    let (folder, store) = with_bucket();
    let upload = Upload {
        begun: now(),
        attributes: Attributes::default(),
    };
    store.begin_upload(&at("big"), &id, upload).unwrap();
    let part = Part {
        content: bytes::Bytes::from_static(b"part").into(),
        digests: Digests::of(b"part"),
        modified: now(),
    };
    store
        .put_part(&at("big"), &id, PartNumber::new(3).unwrap(), part)
        .unwrap();
    drop(store);
    let parts = open(folder.path()).parts(&at("big"), &id).unwrap();
    let described: Vec<_> = parts
        .iter()
        .map(|(number, part)| (number.get(), part.digests))
        .collect();
    assert_eq!(described, [(3, Digests::of(b"part"))]);
}

#[test]
fn what_a_crash_left_of_an_upload_is_swept() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("whole"), Overwrite::Allowed).unwrap();
    let mut spool = store.spool().unwrap();
    spool.write(b"half an upl").unwrap();
    // The process ends here: nothing is dropped, nothing is cleaned.
    std::mem::forget(spool);
    drop(store);
    spoil(&folder.path().join("buckets/bucket/objects/0.unfinished"), b"{\"key\":");
    let store = open(folder.path());
    assert_eq!(text_of(&store.get(&at("a")).unwrap()), "whole");
    let left: Vec<String> = files(folder.path())
        .into_iter()
        .filter(|name| !name.contains(".json"))
        .collect();
    assert_eq!(left, ["0000000000000001", "lock"]);
}

#[test]
fn a_replaced_object_leaves_no_file() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("one"), Overwrite::Allowed).unwrap();
    store.put(&at("a"), object("two"), Overwrite::Allowed).unwrap();
    let blobs = files(&folder.path().join("blobs"));
    assert_eq!(blobs, ["0000000000000002"]);
}

#[test]
fn a_copy_shares_its_bytes_and_outlives_its_source() {
    let (folder, store) = with_bucket();
    let source = store.put(&at("a"), object("shared"), Overwrite::Allowed).unwrap();
    store.put(&at("b"), Object::clone(&source), Overwrite::Allowed).unwrap();
    store.delete(&at("a")).unwrap();
    drop((source, store));
    let store = open(folder.path());
    assert_eq!(text_of(&store.get(&at("b")).unwrap()), "shared");
    assert_eq!(files(&folder.path().join("blobs")).len(), 1);
}

#[test]
fn a_folder_can_be_open_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let _store = open(folder.path());
    assert!(matches!(DiskStore::open(folder.path()), Err(StoreError::InUse(_))));
}

#[test]
fn a_record_that_is_none_is_named_and_nothing_is_removed() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("one"), Overwrite::Allowed).unwrap();
    drop(store);
    spoil(&folder.path().join("buckets/bucket/objects/0.json"), b"{}");
    let refused = DiskStore::open(folder.path());
    assert!(matches!(refused, Err(StoreError::Corrupt { file, .. }) if file == "buckets/bucket/objects/0.json"));
    assert_eq!(files(&folder.path().join("blobs")).len(), 1);
}

#[test]
fn a_blob_of_another_length_is_told() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("one"), Overwrite::Allowed).unwrap();
    drop(store);
    spoil(&folder.path().join("blobs/0000000000000001"), b"on");
    let refused = DiskStore::open(folder.path());
    assert!(matches!(refused, Err(StoreError::Corrupt { reason, .. }) if reason.contains("has 2 bytes, not 3")));
}

#[test]
fn a_bucket_whose_record_is_gone_keeps_its_objects_and_is_named() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("kept"), Overwrite::Allowed).unwrap();
    drop(store);
    std::fs::remove_file(folder.path().join("buckets/bucket/bucket.json")).unwrap();
    let store = open(folder.path());
    assert_eq!(text_of(&store.get(&at("a")).unwrap()), "kept");
    assert_eq!(store.adopted(), [bucket()]);
    assert_eq!(store.bucket(&bucket()).unwrap().acl, Acl::Private);
}

#[test]
fn a_bucket_whose_record_is_torn_keeps_its_objects_and_is_named() {
    for torn in [&b""[..], b"{\"created\":\"2026-", b"{}", b"\0\0\0\0"] {
        let (folder, store) = with_bucket();
        store.put(&at("a"), object("kept"), Overwrite::Allowed).unwrap();
        drop(store);
        spoil(&folder.path().join("buckets/bucket/bucket.json"), torn);
        let store = open(folder.path());
        assert_eq!(text_of(&store.get(&at("a")).unwrap()), "kept");
        assert_eq!(store.adopted(), [bucket()]);
        store.set_bucket_acl(&bucket(), Acl::PublicRead).unwrap();
        drop(store);
        let store = open(folder.path());
        assert!(store.adopted().is_empty());
        assert_eq!(store.bucket(&bucket()).unwrap().acl, Acl::PublicRead);
    }
}

#[test]
fn files_of_others_in_the_folder_are_left_alone() {
    let (folder, store) = with_bucket();
    store.put(&at("a"), object("kept"), Overwrite::Allowed).unwrap();
    drop(store);
    let file = folder.path().join("buckets/.DS_Store");
    spoil(&file, b"x");
    assert_eq!(text_of(&open(folder.path()).get(&at("a")).unwrap()), "kept");
    assert!(file.exists());
}

#[test]
fn what_a_crash_left_of_a_bucket_without_objects_is_swept() {
    let (folder, store) = with_bucket();
    drop(store);
    std::fs::remove_file(folder.path().join("buckets/bucket/bucket.json")).unwrap();
    let store = open(folder.path());
    assert!(store.adopted().is_empty());
    assert!(!folder.path().join("buckets/bucket").exists());
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_may_read_a_store() {
    use std::os::unix::fs::PermissionsExt as _;
    fn modes(path: &Path, found: &mut Vec<(bool, u32)>) {
        let about = path.metadata().unwrap();
        found.push((about.is_dir(), about.permissions().mode() & 0o777));
        if about.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                modes(&entry.unwrap().path(), found);
            }
        }
    }
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("objects");
    // An older release made its folder for everybody.
    std::fs::create_dir(&root).unwrap();
    std::fs::set_permissions(&root, std::fs::Permissions::from_mode(0o755)).unwrap();
    let store = open(&root);
    store.ensure_bucket(&bucket(), now()).unwrap();
    store.put(&at("a"), object("secret"), Overwrite::Allowed).unwrap();
    begin(&store, "id");
    let mut found = Vec::new();
    modes(&root, &mut found);
    for (is_folder, mode) in found {
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 });
    }
}

#[test]
fn no_two_runs_of_a_store_have_one_number() {
    let folder = tempfile::tempdir().unwrap();
    let number = || open(folder.path()).run().unwrap();
    assert_eq!((number(), number(), number()), (1, 2, 3));
}

#[test]
fn an_upload_cannot_begin_under_the_id_of_another() {
    let (_folder, store) = with_bucket();
    begin(&store, "id");
    let again = store.begin_upload(&at("other"), &UploadId::new("id"), upload());
    assert!(matches!(again, Err(StoreError::UploadExists(_))));
}

/// A folder stands where the record is to go, so that the last step fails, as on a disk with no room for it.
#[test]
fn a_record_that_cannot_be_written_leaves_nothing_behind() {
    let (folder, store) = with_bucket();
    let object_record = store_path_of(&folder, &store);
    std::fs::remove_file(&object_record).unwrap();
    std::fs::create_dir(&object_record).unwrap();
    let before = files(folder.path());
    let failed = store.put(&at("a"), object("new"), Overwrite::Allowed);
    assert!(matches!(failed, Err(StoreError::Io(_))));
    assert_eq!(files(folder.path()), before);
}

/// The record of an object that is put at `a`.
fn store_path_of(folder: &TempDir, store: &DiskStore) -> std::path::PathBuf {
    store.put(&at("a"), object("old"), Overwrite::Allowed).unwrap();
    let objects = folder.path().join("buckets/bucket/objects");
    let mut entries = std::fs::read_dir(objects).unwrap();
    entries.next().unwrap().unwrap().path()
}

fn begin(store: &DiskStore, id: &str) {
    store.begin_upload(&at("big"), &UploadId::new(id), upload()).unwrap();
}

fn upload() -> Upload {
    Upload {
        begun: now(),
        attributes: Attributes::default(),
    }
}
