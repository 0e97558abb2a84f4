//! What `--data` keeps, and what is said of it on start.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::ask::{Ask, get, put};
use crate::support::served::Served;

#[tokio::test]
async fn a_bucket_whose_record_is_gone_or_torn_is_kept_and_said() {
    for torn in [None, Some("{\"created\":")] {
        let data = tempfile::tempdir().unwrap();
        let keep = ["--data", data.path().to_str().unwrap()];
        let served = Served::start(&keep).await;
        put(served.oss, "a", "kept").await;
        assert!(served.terminate().success());
        let record = data.path().join("objects/buckets/bucket/bucket.json");
        spoil(&record, torn);
        let mut served = Served::start(&keep).await;
        let said = served.prints("the record of the bucket").await;
        assert!(
            said.contains("the record of the bucket bucket is gone or cannot be read"),
            "{said}"
        );
        assert_eq!(get(served.oss, "a").await.text(), "kept");
    }
}

/// The clock of all tests stands still, so that only the run tells one upload from another.
#[tokio::test]
async fn no_upload_gets_the_id_of_another_run_s() {
    let data = tempfile::tempdir().unwrap();
    let keep = ["--data", data.path().to_str().unwrap()];
    let mut ids = BTreeSet::new();
    for _ in 0..3 {
        let served = Served::start(&keep).await;
        for _ in 0..2 {
            let begun = Ask::new("POST", "/bucket/big").sub("uploads").send(served.oss).await;
            ids.insert(begun.element("UploadId").unwrap());
        }
        served.kill();
    }
    assert_eq!(ids.len(), 6, "{ids:?}");
}

/// Takes a file away, or leaves a piece of it.
#[expect(clippy::disallowed_methods, reason = "the crash is played by hand")]
fn spoil(path: &Path, left: Option<&str>) {
    match left {
        None => std::fs::remove_file(path).unwrap(),
        Some(piece) => std::fs::write(path, piece).unwrap(),
    }
}
