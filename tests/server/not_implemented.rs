//! What the mock does not do is said, and nothing is done.

use crate::support::ask::{Ask, get, put};
use crate::support::raw::assert_refused;
use crate::support::server::start;

#[tokio::test]
async fn a_parameter_that_no_operation_understands_is_not_implemented() {
    refused_each(vec![
        (asked("DELETE").sub("versionId=X"), "versionId"),
        (asked("GET").sub("versionId=X"), "versionId"),
        (asked("HEAD").sub("versionId=X"), "versionId"),
        (asked("PUT").sub("versionId=X"), "versionId"),
        (asked("PUT").sub("acl").sub("versionId=X"), "versionId"),
        (asked("DELETE").sub("tagging").sub("versionId=X"), "versionId"),
        (asked("PUT").sub("acl").sub("tagging"), "tagging"),
        (asked("PUT").plain("accessmonitor"), "accessmonitor"),
        (asked("DELETE").plain("accessmonitor="), "accessmonitor"),
        (asked("DELETE").plain("some=thing"), "some"),
        (asked("POST").sub("x-oss-async-process"), "x-oss-async-process"),
        (asked("GET").sub("x-oss-process=a"), "x-oss-process"),
        (asked("GET").sub("x-oss-traffic-limit=819200"), "x-oss-traffic-limit"),
        (asked("GET").sub("x-oss-ac-source-ip=1.2.3.4"), "x-oss-ac-source-ip"),
        (asked("GET").plain("nothing"), "nothing"),
        (asked("PUT").sub("callback=e30="), "callback"),
        (asked("PUT").sub("response-content-type=a"), "response-content-type"),
    ])
    .await;
}

#[tokio::test]
async fn a_field_that_no_operation_understands_is_not_implemented() {
    refused_each(vec![
        (asked("PUT").field("x-oss-callback", "e30="), "x-oss-callback"),
        (asked("PUT").field("x-oss-callback-var", "e30="), "x-oss-callback-var"),
        (
            asked("PUT").field("x-oss-object-worm-mode", "COMPLIANCE"),
            "x-oss-object-worm-mode",
        ),
        (
            asked("PUT").field("x-oss-server-side-encryption", "KMS"),
            "x-oss-server-side-encryption",
        ),
        (
            asked("PUT").field("x-oss-traffic-limit", "819200"),
            "x-oss-traffic-limit",
        ),
        (
            asked("PUT")
                .field("x-oss-copy-source", "/bucket/a")
                .field("if-match", "x"),
            "if-match",
        ),
        (
            asked("PUT").field("x-oss-copy-source", "/bucket/a?versionId=X"),
            "versionId",
        ),
        (asked("PUT").field("if-none-match", "*"), "if-none-match"),
        (
            asked("POST")
                .sub("append")
                .sub("position=0")
                .field("x-oss-forbid-overwrite", "true"),
            "x-oss-forbid-overwrite",
        ),
        (
            asked("DELETE").field("x-oss-copy-source", "/bucket/a"),
            "x-oss-copy-source",
        ),
        (
            asked("GET").field("x-oss-server-side-encryption-customer-key", "a"),
            "x-oss-server-side-encryption-customer-key",
        ),
    ])
    .await;
}

/// A signed request to an object that is there.
fn asked(method: &'static str) -> Ask {
    Ask::new(method, "/bucket/a").body("new")
}

/// Sends each, which has to be refused by that name and to change nothing.
async fn refused_each(requests: Vec<(Ask, &str)>) {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    for (request, by) in requests {
        let answer = request.send(server.address()).await;
        assert_eq!(answer.status, 501, "{by}: {}", answer.text());
        if !request.bytes().starts_with(b"HEAD") {
            let told = (answer.element("Code"), answer.element("Header"));
            assert_eq!(told, (Some("NotImplemented".to_owned()), Some(by.to_owned())));
        }
        assert_eq!(get(server.address(), "a").await.text(), "hi", "{by}");
    }
}

#[tokio::test]
async fn a_sub_resource_of_a_bucket_that_no_operation_has_neither_makes_nor_removes_it() {
    let server = start().await;
    let address = server.address();
    for name in ["publicAccessBlock", "cors", "lifecycle", "versioning"] {
        let made = Ask::new("PUT", "/other/").sub(name).body("");
        assert_refused(&made.send(address).await, 501, "NotImplemented");
    }
    for name in ["accessmonitor", "accessmonitor="] {
        let made = Ask::new("PUT", "/other/").plain(name).body("");
        assert_refused(&made.send(address).await, 501, "NotImplemented");
    }
    let buckets = Ask::new("GET", "/").send(address).await;
    assert!(!buckets.text().contains("other"), "{}", buckets.text());
    Ask::new("PUT", "/empty/").body("").send(address).await;
    let removed = Ask::new("DELETE", "/empty/").plain("accessmonitor").send(address).await;
    assert_refused(&removed, 501, "NotImplemented");
    let buckets = Ask::new("GET", "/").send(address).await;
    assert!(buckets.text().contains("<Name>empty</Name>"), "{}", buckets.text());
}

/// As with a download that is passed on as it came.
#[tokio::test]
async fn fields_of_an_answer_are_not_looked_at_in_a_request() {
    let server = start().await;
    let upload = Ask::new("PUT", "/bucket/a")
        .field("x-oss-request-id", "5C1B138A109F4E405B2D")
        .field("x-oss-object-type", "Normal")
        .field("x-oss-server-time", "3")
        .field("x-oss-storage-class", "Standard")
        .field("x-oss-tagging-count", "1");
    assert_eq!(upload.body("hi").send(server.address()).await.status, 200);
}

#[tokio::test]
async fn a_download_may_have_a_parameter_of_somebody_elses() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    let answer = Ask::new("GET", "/bucket/a")
        .plain("t=1795499611")
        .send(server.address())
        .await;
    assert_eq!(answer.text(), "hi");
}

/// `InitiateMultipartUpload`, `x-oss-forbid-overwrite`.
#[tokio::test]
async fn an_upload_in_parts_that_must_replace_nothing_does_not_begin_over_an_object() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    let begun = Ask::new("POST", "/bucket/a")
        .sub("uploads")
        .field("x-oss-forbid-overwrite", "true");
    assert_refused(&begun.body("").send(server.address()).await, 409, "FileAlreadyExists");
}
