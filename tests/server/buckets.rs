//! Buckets and their listings, over the socket.

use std::net::SocketAddr;

use mock_oss::server::{Buckets, Config};

use crate::support::ask::{Ask, get, put};
use crate::support::raw::assert_refused;
use crate::support::server::{config, start, start_with};

fn all(text: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let after = text.split(open.as_str()).skip(1);
    after
        .filter_map(|rest| rest.split_once(close.as_str()))
        .map(|(value, _)| value.to_owned())
        .collect()
}

async fn filled() -> mock_oss::server::Server {
    let server = start().await;
    for key in ["a/1", "a/2", "b", "c_d"] {
        put(server.address(), key, "x").await;
    }
    server
}

async fn list(address: SocketAddr, query: &[&str]) -> String {
    let ask = query.iter().fold(Ask::new("GET", "/bucket/"), |ask, parameter| {
        match parameter.split('=').next() {
            Some("continuation-token") => ask.sub(parameter),
            _ => ask.plain(parameter),
        }
    });
    ask.send(address).await.text()
}

#[tokio::test]
async fn a_listing_has_names_sizes_and_tags() {
    let server = start().await;
    put(server.address(), "hello.txt", "hello").await;
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult>
  <Name>bucket</Name>
  <Prefix></Prefix>
  <Marker></Marker>
  <MaxKeys>100</MaxKeys>
  <Delimiter></Delimiter>
  <IsTruncated>false</IsTruncated>
  <Contents>
    <Key>hello.txt</Key>
    <LastModified>2026-11-24T05:53:31.000Z</LastModified>
    <ETag>"5D41402ABC4B2A76B9719D911017C592"</ETag>
    <Type>Normal</Type>
    <Size>5</Size>
    <StorageClass>Standard</StorageClass>
    <Owner>
      <ID>1000000000000000</ID>
      <DisplayName>1000000000000000</DisplayName>
    </Owner>
  </Contents>
</ListBucketResult>
"#;
    assert_eq!(list(server.address(), &[]).await, expected);
}

#[tokio::test]
async fn a_delimiter_groups_names() {
    let server = filled().await;
    let page = list(server.address(), &["delimiter=/"]).await;
    assert_eq!(all(&page, "Key"), ["b", "c_d"]);
    assert_eq!(all(&page, "Prefix"), ["", "a/"]);
}

#[tokio::test]
async fn a_listing_goes_on_behind_its_marker() {
    let server = filled().await;
    let first = list(server.address(), &["max-keys=2"]).await;
    assert_eq!(
        (all(&first, "Key"), all(&first, "NextMarker")),
        (vec!["a/1".into(), "a/2".into()], vec!["a/2".into()])
    );
    let second = list(server.address(), &["marker=a/2"]).await;
    assert_eq!(all(&second, "Key"), ["b", "c_d"]);
}

#[tokio::test]
async fn a_listing_of_the_second_kind_goes_on_by_its_token() {
    let server = filled().await;
    let first = list(server.address(), &["list-type=2", "max-keys=3"]).await;
    let token = all(&first, "NextContinuationToken").remove(0);
    assert_eq!(all(&first, "KeyCount"), ["3"]);
    let second = list(
        server.address(),
        &[&format!("continuation-token={token}"), "list-type=2"],
    )
    .await;
    assert_eq!(
        (all(&second, "Key"), all(&second, "Owner")),
        (vec!["c_d".into()], vec![])
    );
}

#[tokio::test]
async fn names_can_be_asked_for_in_url_encoding() {
    let server = filled().await;
    let page = list(server.address(), &["encoding-type=url"]).await;
    assert_eq!(all(&page, "Key"), ["a%2F1", "a%2F2", "b", "c_d"]);
    assert_eq!(all(&page, "EncodingType"), ["url"]);
}

#[tokio::test]
async fn several_objects_go_at_once() {
    let server = filled().await;
    let xml = "<Delete><Quiet>false</Quiet><Object><Key>a/1</Key></Object><Object><Key>none</Key></Object></Delete>";
    let answer = Ask::new("POST", "/bucket/")
        .sub("delete")
        .body(xml)
        .send(server.address())
        .await;
    assert_eq!(all(&answer.text(), "Key"), ["a/1", "none"]);
    assert_eq!(get(server.address(), "a/1").await.status, 404);
}

#[tokio::test]
async fn a_quiet_deletion_says_nothing() {
    let server = filled().await;
    let xml = "<Delete><Quiet>true</Quiet><Object><Key>a/1</Key></Object></Delete>";
    let answer = Ask::new("POST", "/bucket/")
        .sub("delete")
        .body(xml)
        .send(server.address())
        .await;
    assert_eq!((answer.status, answer.body.len()), (200, 0));
}

#[tokio::test]
async fn a_bucket_must_be_made_where_none_springs_up() {
    let server = start_with(Config {
        buckets: Buckets::MustExist,
        ..config()
    })
    .await;
    let address = server.address();
    let answer = get(address, "a").await;
    assert_refused(&answer, 404, "NoSuchBucket");
    assert_eq!(
        Ask::new("PUT", "/bucket/")
            .field("content-length", "0")
            .send(address)
            .await
            .status,
        200
    );
    put(address, "a", "hi").await;
    assert_eq!(get(address, "a").await.text(), "hi");
}

#[tokio::test]
async fn a_bucket_with_objects_is_not_removed() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    let remove = Ask::new("DELETE", "/bucket/");
    let answer = remove.send(server.address()).await;
    assert_refused(&answer, 409, "BucketNotEmpty");
    Ask::new("DELETE", "/bucket/a").send(server.address()).await;
    assert_eq!(remove.send(server.address()).await.status, 204);
}

#[tokio::test]
async fn a_bucket_tells_of_itself() {
    let server = filled().await;
    let address = server.address();
    let about = |name| async move { Ask::new("GET", "/bucket/").sub(name).send(address).await };
    let info = about("bucketInfo").await;
    assert_eq!(
        (info.element("Name").as_deref(), info.element("Grant").as_deref()),
        (Some("bucket"), Some("private"))
    );
    assert_eq!(
        about("location").await.element("LocationConstraint").as_deref(),
        Some("oss-cn-hangzhou")
    );
    let stat = about("stat").await;
    assert_eq!(
        (
            stat.element("ObjectCount").as_deref(),
            stat.element("Storage").as_deref()
        ),
        (Some("4"), Some("4"))
    );
    assert_eq!(about("acl").await.element("Grant").as_deref(), Some("private"));
}

#[tokio::test]
async fn the_service_lists_its_buckets() {
    let server = start().await;
    for name in ["one", "two"] {
        Ask::new("PUT", &format!("/{name}/"))
            .field("content-length", "0")
            .send(server.address())
            .await;
    }
    let answer = Ask::new("GET", "/").send(server.address()).await;
    assert_eq!(all(&answer.text(), "Name"), ["one", "two"]);
}
