//! Uploads in parts, over the socket.

use std::net::SocketAddr;

use mock_oss::server::Config;
use mock_oss::store::DiskStore;

use crate::support::ask::{Ask, get, put};
use crate::support::raw::{Answer, assert_refused};
use crate::support::server::{config, start, start_with};

async fn begin(address: SocketAddr) -> String {
    let begin = Ask::new("POST", "/bucket/big")
        .sub("uploads")
        .field("content-type", "text/plain");
    let answer = begin.send(address).await;
    answer.element("UploadId").unwrap()
}

async fn part(address: SocketAddr, id: &str, number: u16, text: &str) -> String {
    let part = Ask::new("PUT", "/bucket/big")
        .sub(&format!("partNumber={number}"))
        .sub(&format!("uploadId={id}"));
    let answer = part.body(text).send(address).await;
    answer.field("etag").unwrap().to_owned()
}

async fn complete(address: SocketAddr, id: &str, parts: &[(u16, String)]) -> Answer {
    let part =
        |(number, etag): &(u16, String)| format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>");
    let xml: String = parts.iter().map(part).collect();
    let xml = format!("<CompleteMultipartUpload>{xml}</CompleteMultipartUpload>");
    Ask::new("POST", "/bucket/big")
        .sub(&format!("uploadId={id}"))
        .body(xml)
        .send(address)
        .await
}

#[tokio::test]
async fn an_upload_id_has_the_form_of_a_real_one() {
    let server = start().await;
    let id = begin(server.address()).await;
    assert_eq!(id.len(), 32);
    assert!(
        id.bytes()
            .all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte)),
        "{id}"
    );
}

#[tokio::test]
async fn parts_make_an_object_of_the_type_named_in_the_beginning() {
    let server = start().await;
    let address = server.address();
    let id = begin(address).await;
    let (one, two) = ("a".repeat(102_400), "tail".to_owned());
    let parts = [
        (1, part(address, &id, 1, &one).await),
        (2, part(address, &id, 2, &two).await),
    ];
    let answer = complete(address, &id, &parts).await;
    let etag = answer.element("ETag").unwrap();
    assert!(etag.ends_with("-2\""), "{etag}");
    let object = get(address, "big").await;
    assert!(object.text() == one + &two);
    assert_eq!(object.field("content-type"), Some("text/plain"));
    assert_eq!(object.field("x-oss-object-type"), Some("Multipart"));
    assert_eq!(
        object.field("x-oss-hash-crc64ecma"),
        answer.field("x-oss-hash-crc64ecma")
    );
}

#[tokio::test]
async fn parts_can_be_listed_page_by_page() {
    let server = start().await;
    let address = server.address();
    let id = begin(address).await;
    for number in 1..=3 {
        part(address, &id, number, "x").await;
    }
    let list = Ask::new("GET", "/bucket/big").sub(&format!("uploadId={id}"));
    let first = list.clone().plain("max-parts=2").send(address).await;
    assert_eq!(first.element("NextPartNumberMarker").as_deref(), Some("2"));
    assert_eq!(first.element("IsTruncated").as_deref(), Some("true"));
    let second = list.plain("part-number-marker=2").send(address).await;
    assert_eq!(second.element("PartNumber").as_deref(), Some("3"));
    assert_eq!(second.element("IsTruncated").as_deref(), Some("false"));
}

#[tokio::test]
async fn an_open_upload_is_listed_and_an_aborted_one_is_not() {
    let server = start().await;
    let address = server.address();
    let id = begin(address).await;
    let list = Ask::new("GET", "/bucket/").sub("uploads");
    assert_eq!(list.send(address).await.element("UploadId"), Some(id.clone()));
    let abort = Ask::new("DELETE", "/bucket/big").sub(&format!("uploadId={id}"));
    assert_eq!(abort.send(address).await.status, 204);
    assert_eq!(list.send(address).await.element("UploadId"), None);
    let again = abort.send(address).await;
    assert_refused(&again, 404, "NoSuchUpload");
}

#[tokio::test]
async fn a_part_can_be_copied_from_an_object() {
    let server = start().await;
    let address = server.address();
    put(address, "source", "0123456789").await;
    let id = begin(address).await;
    let copy = Ask::new("PUT", "/bucket/big")
        .sub("partNumber=1")
        .sub(&format!("uploadId={id}"));
    let copy = copy
        .field("x-oss-copy-source", "/bucket/source")
        .field("x-oss-copy-source-range", "bytes=2-4");
    let etag = copy.send(address).await.element("ETag").unwrap();
    complete(address, &id, &[(1, etag)]).await;
    assert_eq!(get(address, "big").await.text(), "234");
}

#[tokio::test]
async fn a_completion_that_is_no_xml_is_refused() {
    let server = start().await;
    let id = begin(server.address()).await;
    let answer = Ask::new("POST", "/bucket/big")
        .sub(&format!("uploadId={id}"))
        .body("<Complete");
    let answer = answer.send(server.address()).await;
    assert_refused(&answer, 400, "MalformedXML");
}

/// The clock and the source of request ids are those of the first run.
#[tokio::test]
async fn a_restart_gives_no_upload_id_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut ids = Vec::new();
    for _ in 0..2 {
        let store = std::sync::Arc::new(DiskStore::open(folder.path()).unwrap());
        let server = start_with(Config { store, ..config() }).await;
        let begun = Ask::new("POST", "/bucket/big")
            .sub("uploads")
            .send(server.address())
            .await;
        ids.push(begun.element("UploadId").unwrap());
        server.shutdown(std::time::Duration::from_secs(5)).await;
    }
    assert_ne!(ids[0], ids[1]);
}
