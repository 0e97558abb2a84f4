//! What somebody without a signature reaches beside what the URL names: each thing is asked for as itself.

use mock_oss::server::Server;

use crate::support::ask::{Ask, get, put};
use crate::support::raw::{Answer, ask, assert_refused};
use crate::support::server::start;

/// A bucket in which everybody may write, with an object that is private and a link to it that is not.
async fn open_bucket() -> Server {
    let server = start().await;
    let address = server.address();
    put(address, "secret", "hidden").await;
    put(address, "open", "shown").await;
    let signed = [
        Ask::new("PUT", "/bucket/")
            .sub("acl")
            .field("x-oss-acl", "public-read-write"),
        Ask::new("PUT", "/bucket/secret")
            .sub("acl")
            .field("x-oss-object-acl", "private"),
        Ask::new("PUT", "/bucket/link")
            .sub("symlink")
            .field("x-oss-symlink-target", "secret"),
        Ask::new("PUT", "/bucket/way")
            .sub("symlink")
            .field("x-oss-symlink-target", "open"),
        Ask::new("PUT", "/private/secret").field("x-oss-meta-a", "1"),
    ];
    for request in signed {
        assert_eq!(request.body("").send(address).await.status, 200);
    }
    server
}

async fn unsigned(server: &Server, method: &str, target: &str, fields: &[(&str, &str)], body: &str) -> Answer {
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let fields = lines.concat();
    let length = body.len();
    let head =
        format!("{method} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {length}\r\n{fields}\r\n{body}");
    ask(server.address(), head.as_bytes()).await
}

#[tokio::test]
async fn a_private_object_cannot_be_copied_from() {
    let server = open_bucket().await;
    for source in ["/bucket/secret", "bucket/secret", "/private/secret", "/private/none"] {
        let answer = unsigned(&server, "PUT", "/bucket/copy", &[("x-oss-copy-source", source)], "").await;
        assert_refused(&answer, 403, "AccessDenied");
    }
    assert_eq!(get(server.address(), "copy").await.status, 404);
    let open = unsigned(
        &server,
        "PUT",
        "/bucket/copy",
        &[("x-oss-copy-source", "/bucket/open")],
        "",
    )
    .await;
    assert_eq!(open.status, 200);
}

#[tokio::test]
async fn a_private_object_cannot_become_a_part() {
    let server = open_bucket().await;
    let begun = unsigned(&server, "POST", "/bucket/big?uploads", &[], "").await;
    let id = begun.element("UploadId").unwrap();
    let target = format!("/bucket/big?uploadId={id}&partNumber=1");
    for source in ["/bucket/secret", "/private/secret"] {
        let answer = unsigned(&server, "PUT", &target, &[("x-oss-copy-source", source)], "").await;
        assert_refused(&answer, 403, "AccessDenied");
    }
    let open = unsigned(&server, "PUT", &target, &[("x-oss-copy-source", "/bucket/open")], "").await;
    assert_eq!(open.status, 200);
}

#[tokio::test]
async fn a_link_opens_no_private_object() {
    let server = open_bucket().await;
    let answer = unsigned(&server, "GET", "/bucket/link", &[], "").await;
    assert_refused(&answer, 403, "AccessDenied");
    assert_eq!(unsigned(&server, "HEAD", "/bucket/link", &[], "").await.status, 403);
    assert_eq!(unsigned(&server, "GET", "/bucket/way", &[], "").await.text(), "shown");
}

#[tokio::test]
async fn nothing_is_deleted_when_one_of_the_names_is_of_a_private_object() {
    let server = open_bucket().await;
    let names = "<Delete><Object><Key>open</Key></Object><Object><Key>secret</Key></Object></Delete>";
    let answer = unsigned(&server, "POST", "/bucket/?delete", &[], names).await;
    assert_refused(&answer, 403, "AccessDenied");
    assert_eq!(get(server.address(), "secret").await.text(), "hidden");
    assert_eq!(get(server.address(), "open").await.text(), "shown");
}

#[tokio::test]
async fn a_form_does_not_replace_a_private_object() {
    let server = open_bucket().await;
    for (key, more, status) in [
        ("secret", "", 403),
        ("${filename}", "", 403),
        (
            "new",
            "--XX\r\ncontent-disposition: form-data; name=\"x-oss-object-acl\"\r\n\r\npublic-read\r\n",
            403,
        ),
        (
            "new",
            "--XX\r\ncontent-disposition: form-data; name=\"x-oss-tagging\"\r\n\r\na=b\r\n",
            403,
        ),
        (
            "new",
            "--XX\r\ncontent-disposition: form-data; name=\"callback\"\r\n\r\ne30=\r\n",
            501,
        ),
        (
            "new",
            "--XX\r\ncontent-disposition: form-data; name=\"x-oss-callback\"\r\n\r\ne30=\r\n",
            501,
        ),
        ("new", "", 204),
    ] {
        let form = format!(
            "--XX\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n{more}--XX\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"secret\"\r\n\r\nreplaced\r\n--XX--\r\n"
        );
        let typed = [("content-type", "multipart/form-data; boundary=XX")];
        let answer = unsigned(&server, "POST", "/bucket/", &typed, &form).await;
        assert_eq!(answer.status, status, "{key} {more} {}", answer.text());
    }
    assert_eq!(get(server.address(), "secret").await.text(), "hidden");
}

/// Setting a list or tags is for the owner alone, whichever way it is asked for.
#[tokio::test]
async fn an_upload_sets_neither_an_access_list_nor_tags() {
    let server = open_bucket().await;
    for (name, value) in [("x-oss-object-acl", "public-read"), ("x-oss-tagging", "a=b")] {
        for (method, target) in [
            ("PUT", "/bucket/new"),
            ("POST", "/bucket/new?uploads"),
            ("POST", "/bucket/new?append&position=0"),
        ] {
            let answer = unsigned(&server, method, target, &[(name, value)], "").await;
            assert_refused(&answer, 403, "AccessDenied");
        }
    }
    assert_eq!(get(server.address(), "new").await.status, 404);
}

#[tokio::test]
async fn a_private_object_is_neither_replaced_nor_removed_nor_appended_to() {
    let server = open_bucket().await;
    for (method, target) in [
        ("PUT", "/bucket/secret"),
        ("DELETE", "/bucket/secret"),
        ("POST", "/bucket/secret?append&position=6"),
        ("POST", "/bucket/secret?uploads"),
        ("POST", "/bucket/secret?uploadId=1"),
        ("DELETE", "/bucket/secret?uploadId=1"),
        ("GET", "/bucket/secret?uploadId=1"),
        ("PUT", "/bucket/secret?symlink"),
        ("PUT", "/bucket/secret?tagging"),
        ("PUT", "/bucket/secret?acl"),
        ("POST", "/bucket/secret?restore"),
    ] {
        let answer = unsigned(&server, method, target, &[("x-oss-symlink-target", "open")], "x").await;
        assert_refused(&answer, 403, "AccessDenied");
    }
    assert_eq!(get(server.address(), "secret").await.text(), "hidden");
}
