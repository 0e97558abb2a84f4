//! Objects: what is kept, what comes back, and under which conditions.

use std::sync::Arc;

use mock_oss::server::{Config, EtagCase};
use mock_oss::store::DiskStore;

use crate::support::ask::{Ask, get, put};
use crate::support::raw::assert_refused;
use crate::support::server::{config, start, start_with};

#[tokio::test]
async fn fields_that_came_with_an_object_go_out_with_it() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a").field("content-type", "text/plain; charset=utf-8");
    let upload = upload
        .field("cache-control", "no-store")
        .field("content-disposition", "attachment; filename=\"a\"");
    let upload = upload
        .field("x-oss-meta-author", "me")
        .field("expires", "whenever")
        .body("hi");
    assert_eq!(upload.send(server.address()).await.status, 200);
    let answer = get(server.address(), "a").await;
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
        ("content-disposition", "attachment; filename=\"a\""),
        ("x-oss-meta-author", "me"),
        ("expires", "whenever"),
        ("x-oss-object-type", "Normal"),
        ("x-oss-storage-class", "Standard"),
    ] {
        assert_eq!(answer.all(name), [value], "{name}");
    }
}

#[tokio::test]
async fn an_object_without_a_type_comes_back_as_a_stream_of_bytes() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    assert_eq!(
        get(server.address(), "a").await.field("content-type"),
        Some("application/octet-stream")
    );
}

/// As OSS does; Apache `OpenDAL` takes an answer without a length for broken.
#[tokio::test]
async fn head_tells_the_length_of_an_empty_object() {
    let server = start().await;
    put(server.address(), "empty", "").await;
    let head = Ask::new("HEAD", "/bucket/empty").send(server.address()).await;
    assert_eq!(head.field("content-length"), Some("0"));
}

#[tokio::test]
async fn head_tells_what_get_tells_but_the_bytes() {
    let server = start().await;
    put(server.address(), "a", "hello").await;
    let head = Ask::new("HEAD", "/bucket/a").send(server.address()).await;
    let whole = get(server.address(), "a").await;
    let told = |answer: &crate::support::raw::Answer| {
        let fields = answer.fields.iter().filter(|(name, _)| name != "x-oss-request-id");
        fields.cloned().collect::<Vec<_>>()
    };
    assert_eq!((told(&head), head.body.len()), (told(&whole), 0));
}

#[tokio::test]
async fn a_deleted_object_is_not_found_again() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    assert_eq!(Ask::new("DELETE", "/bucket/a").send(server.address()).await.status, 204);
    let answer = get(server.address(), "a").await;
    assert_refused(&answer, 404, "NoSuchKey");
}

#[tokio::test]
async fn ranges_are_answered_as_the_documents_say() {
    let server = start().await;
    put(server.address(), "a", "0123456789").await;
    // "Use HTTP Range requests to get OSS resources in segments", its examples cut down to 10 bytes.
    for (range, status, body) in [
        ("bytes=0-4", 206, "01234"),
        ("bytes=5-9", 206, "56789"),
        ("bytes=-5", 206, "56789"),
        ("bytes=5-", 206, "56789"),
        ("bytes=0-", 206, "0123456789"),
        ("bytes=0-10", 200, "0123456789"),
        ("bytes=10-20", 200, "0123456789"),
        ("bytes=10-", 200, "0123456789"),
        ("bytes=-20", 200, "0123456789"),
        ("byte=0-4", 200, "0123456789"),
        ("bytes=0-1,4-5", 206, "01"),
    ] {
        let answer = Ask::new("GET", "/bucket/a")
            .field("range", range)
            .send(server.address())
            .await;
        assert_eq!((answer.status, answer.text().as_str()), (status, body), "{range}");
    }
}

#[tokio::test]
async fn the_standard_behaviour_of_ranges_can_be_asked_for() {
    let server = start().await;
    put(server.address(), "a", "0123456789").await;
    for (range, status) in [("bytes=5-20", 206), ("bytes=10-20", 416), ("bytes=-20", 206)] {
        let ask = Ask::new("GET", "/bucket/a")
            .field("range", range)
            .field("x-oss-range-behavior", "standard");
        assert_eq!(ask.send(server.address()).await.status, status, "{range}");
    }
}

#[tokio::test]
async fn a_range_says_where_it_lies() {
    let server = start().await;
    put(server.address(), "a", "0123456789").await;
    let answer = Ask::new("GET", "/bucket/a")
        .field("range", "bytes=2-4")
        .send(server.address())
        .await;
    assert_eq!(answer.field("content-range"), Some("bytes 2-4/10"));
}

#[tokio::test]
async fn conditions_decide_whether_an_object_comes() {
    let server = start().await;
    let etag = put(server.address(), "a", "hi").await.field("etag").unwrap().to_owned();
    // The test clock stands at 05:53:31.
    for (name, value, status) in [
        ("if-match", etag.as_str(), 200),
        ("if-match", "\"other\"", 412),
        ("if-none-match", etag.as_str(), 304),
        ("if-none-match", "\"other\"", 200),
        ("if-modified-since", "Tue, 24 Nov 2026 05:53:30 GMT", 200),
        ("if-modified-since", "Tue, 24 Nov 2026 05:53:31 GMT", 304),
        ("if-unmodified-since", "Tue, 24 Nov 2026 05:53:31 GMT", 200),
        ("if-unmodified-since", "Tue, 24 Nov 2026 05:53:30 GMT", 412),
    ] {
        let answer = Ask::new("GET", "/bucket/a")
            .field(name, value)
            .send(server.address())
            .await;
        assert_eq!(answer.status, status, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_query_can_override_the_fields_of_a_download() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a")
        .field("content-type", "text/plain")
        .body("hi");
    upload.send(server.address()).await;
    let answer = Ask::new("GET", "/bucket/a")
        .sub("response-content-type=image/png")
        .send(server.address())
        .await;
    assert_eq!(answer.all("content-type"), ["image/png"]);
}

#[tokio::test]
async fn an_object_that_must_not_be_replaced_is_kept() {
    let server = start().await;
    put(server.address(), "a", "one").await;
    let answer = Ask::new("PUT", "/bucket/a")
        .field("x-oss-forbid-overwrite", "true")
        .body("two");
    let answer = answer.send(server.address()).await;
    assert_refused(&answer, 409, "FileAlreadyExists");
    assert_eq!(get(server.address(), "a").await.text(), "one");
}

#[tokio::test]
async fn appends_tell_where_the_next_one_goes() {
    let server = start().await;
    let address = server.address();
    let append = |position: &str, text: &str| {
        let ask = Ask::new("POST", "/bucket/log")
            .sub("append")
            .sub(&format!("position={position}"))
            .body(text);
        async move { ask.send(address).await }
    };
    let first = append("0", "hello ").await;
    assert_eq!(first.field("x-oss-next-append-position"), Some("6"));
    let second = append("6", "world").await;
    assert_eq!(second.field("x-oss-hash-crc64ecma"), Some("5981764153023615706"));
    let wrong = append("6", "again").await;
    assert_refused(&wrong, 409, "PositionNotEqualToLength");
    assert_eq!(wrong.field("x-oss-next-append-position"), Some("11"));
    assert_eq!(get(server.address(), "log").await.text(), "hello world");
}

#[tokio::test]
async fn a_copy_keeps_bytes_and_description() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a").field("x-oss-meta-a", "1").body("hi");
    upload.send(server.address()).await;
    let answer = Ask::new("PUT", "/bucket/b")
        .field("x-oss-copy-source", "/bucket/a")
        .send(server.address())
        .await;
    assert_eq!(
        answer.element("ETag").as_deref(),
        Some("\"49F68A5C8493EC2C0BF489821C21FC3B\"")
    );
    let copy = get(server.address(), "b").await;
    assert_eq!((copy.text().as_str(), copy.field("x-oss-meta-a")), ("hi", Some("1")));
}

#[tokio::test]
async fn a_copy_can_be_described_anew() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a").field("x-oss-meta-a", "1").body("hi");
    upload.send(server.address()).await;
    let copy = Ask::new("PUT", "/bucket/a").field("x-oss-copy-source", "/bucket/a");
    let copy = copy
        .field("x-oss-metadata-directive", "REPLACE")
        .field("x-oss-meta-b", "2");
    assert_eq!(copy.send(server.address()).await.status, 200);
    let answer = get(server.address(), "a").await;
    assert_eq!(
        (answer.field("x-oss-meta-a"), answer.field("x-oss-meta-b")),
        (None, Some("2"))
    );
}

#[tokio::test]
async fn tags_are_kept_and_counted_and_removed() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a")
        .field("x-oss-tagging", "one=1&two=")
        .body("hi");
    upload.send(server.address()).await;
    let tags = Ask::new("GET", "/bucket/a").sub("tagging");
    let answer = tags.send(server.address()).await.text();
    assert!(answer.contains("<Key>one</Key>\n      <Value>1</Value>"), "{answer}");
    assert_eq!(get(server.address(), "a").await.field("x-oss-tagging-count"), Some("2"));
    let xml = "<Tagging><TagSet><Tag><Key>a&amp;b</Key><Value>&#x4e2d;</Value></Tag></TagSet></Tagging>";
    let put = Ask::new("PUT", "/bucket/a").sub("tagging").body(xml);
    assert_eq!(put.send(server.address()).await.status, 200);
    let answer = tags.send(server.address()).await.text();
    assert!(
        answer.contains("<Key>a&amp;b</Key>\n      <Value>中</Value>"),
        "{answer}"
    );
    assert_eq!(
        Ask::new("DELETE", "/bucket/a")
            .sub("tagging")
            .send(server.address())
            .await
            .status,
        204
    );
    assert!(!tags.send(server.address()).await.text().contains("<Tag>"));
}

#[tokio::test]
async fn a_symbolic_link_leads_to_its_target() {
    let server = start().await;
    put(server.address(), "target", "hello").await;
    let link = Ask::new("PUT", "/bucket/link")
        .sub("symlink")
        .field("x-oss-symlink-target", "target");
    assert_eq!(
        link.field("content-length", "0").send(server.address()).await.status,
        200
    );
    let answer = get(server.address(), "link").await;
    assert_eq!(
        (answer.text().as_str(), answer.field("x-oss-object-type")),
        ("hello", Some("Symlink"))
    );
    let named = Ask::new("GET", "/bucket/link")
        .sub("symlink")
        .send(server.address())
        .await;
    assert_eq!(named.field("x-oss-symlink-target"), Some("target"));
}

#[tokio::test]
async fn a_symbolic_link_to_nothing_says_so() {
    let server = start().await;
    let link = Ask::new("PUT", "/bucket/link")
        .sub("symlink")
        .field("x-oss-symlink-target", "nothing");
    link.field("content-length", "0").send(server.address()).await;
    let answer = get(server.address(), "link").await;
    assert_refused(&answer, 404, "SymlinkTargetNotExist");
}

#[tokio::test]
async fn the_case_of_entity_tags_can_be_switched() {
    let server = start_with(Config {
        etag_case: EtagCase::Lower,
        ..config()
    })
    .await;
    let answer = put(server.address(), "a", "hi").await;
    assert_eq!(answer.field("etag"), Some("\"49f68a5c8493ec2c0bf489821c21fc3b\""));
    let matching = Ask::new("GET", "/bucket/a").field("if-match", "49F68A5C8493EC2C0BF489821C21FC3B");
    assert_eq!(matching.send(server.address()).await.status, 200);
}

#[tokio::test]
async fn a_wrong_crc_is_refused() {
    let server = start().await;
    let answer = Ask::new("PUT", "/bucket/a")
        .field("x-oss-hash-crc64ecma", "1")
        .body("hi");
    let answer = answer.send(server.address()).await;
    assert_refused(&answer, 400, "InvalidCRC64");
}

#[tokio::test]
async fn a_body_in_chunks_of_s3_is_answered_as_documented() {
    let server = start().await;
    let ask = Ask::new("PUT", "/bucket/a")
        .field("content-encoding", "aws-chunked")
        .body("2;chunk-signature=0\r\nhi\r\n");
    let answer = ask.send(server.address()).await;
    assert_eq!((answer.status, answer.field("x-oss-ec")), (400, Some("0017-00000804")));
    assert_eq!(answer.element("ArgumentName").as_deref(), Some("Content-Encoding"));
    assert_eq!(answer.element("ArgumentValue").as_deref(), Some("aws-chunked"));
}

#[tokio::test]
async fn a_server_on_disk_gives_back_what_another_took() {
    let folder = tempfile::tempdir().unwrap();
    let on_disk = || Config {
        store: Arc::new(DiskStore::open(folder.path()).unwrap()),
        ..config()
    };
    let server = start_with(on_disk()).await;
    let body = "0123456789".repeat(300_000);
    put(server.address(), "large", &body).await;
    put(server.address(), "small", "hi").await;
    server.shutdown(std::time::Duration::from_secs(20)).await;
    let server = start_with(on_disk()).await;
    assert!(get(server.address(), "large").await.text() == body);
    assert_eq!(get(server.address(), "small").await.text(), "hi");
}
