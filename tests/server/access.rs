//! What may be done without a signature, and from pages of other origins.

use mock_oss::server::{Config, Cors};

use crate::support::ask::{Ask, put};
use crate::support::raw::{Answer, ask, assert_refused};
use crate::support::server::{config, start, start_with};

fn anonymous(method: &str, target: &str, fields: &str, body: &str) -> Vec<u8> {
    format!("{method} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\n{fields}\r\n{body}").into_bytes()
}

async fn after_acl(acl: &str, request: &[u8]) -> Answer {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    let set = Ask::new("PUT", "/bucket/")
        .sub("acl")
        .field("x-oss-acl", acl)
        .field("content-length", "0");
    assert_eq!(set.send(server.address()).await.status, 200);
    ask(server.address(), request).await
}

#[tokio::test]
async fn everybody_may_read_what_is_public() {
    let answer = after_acl("public-read", &anonymous("GET", "/bucket/a", "", "")).await;
    assert_eq!(answer.text(), "hi");
}

#[tokio::test]
async fn nobody_may_write_what_is_public_to_read() {
    let answer = after_acl(
        "public-read",
        &anonymous("PUT", "/bucket/b", "content-length: 1\r\n", "x"),
    )
    .await;
    assert_refused(&answer, 403, "AccessDenied");
}

#[tokio::test]
async fn everybody_may_write_what_is_public_to_write() {
    let put = anonymous("PUT", "/bucket/b", "content-length: 1\r\n", "x");
    assert_eq!(after_acl("public-read-write", &put).await.status, 200);
}

#[tokio::test]
async fn the_owner_alone_may_ask_for_an_access_list() {
    let answer = after_acl("public-read-write", &anonymous("GET", "/bucket/a?acl", "", "")).await;
    assert_eq!(
        answer.element("Message").as_deref(),
        Some("Anonymous access is forbidden for this operation.")
    );
}

#[tokio::test]
async fn an_objects_own_list_outranks_that_of_its_bucket() {
    let server = start().await;
    put(server.address(), "a", "hi").await;
    let set = Ask::new("PUT", "/bucket/a")
        .sub("acl")
        .field("x-oss-object-acl", "public-read");
    set.field("content-length", "0").send(server.address()).await;
    assert_eq!(
        ask(server.address(), &anonymous("GET", "/bucket/a", "", ""))
            .await
            .text(),
        "hi"
    );
    let list = Ask::new("GET", "/bucket/a").sub("acl").send(server.address()).await;
    assert_eq!(list.element("Grant").as_deref(), Some("public-read"));
}

#[tokio::test]
async fn overrides_need_a_signature() {
    let answer = after_acl(
        "public-read",
        &anonymous("GET", "/bucket/a?response-content-type=a", "", ""),
    )
    .await;
    assert_refused(&answer, 400, "InvalidRequest");
}

fn preflight(fields: &str) -> Vec<u8> {
    anonymous("OPTIONS", "/bucket/a", fields, "")
}

const ASKED: &str = "origin: http://page.example\r\naccess-control-request-method: PUT\r\n\
                     access-control-request-headers: authorization, x-oss-date\r\n";

#[tokio::test]
async fn a_browser_that_asks_first_is_let_in() {
    let server = start().await;
    let answer = ask(server.address(), &preflight(ASKED)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.field("access-control-allow-origin"), Some("http://page.example"));
    assert_eq!(answer.field("access-control-allow-methods"), Some("PUT"));
    assert_eq!(
        answer.field("access-control-allow-headers"),
        Some("authorization, x-oss-date")
    );
}

/// A page that uploads with a presigned URL: the browser asks on that very URL, with another method.
#[tokio::test]
async fn a_browser_that_asks_on_a_signed_url_is_let_in() {
    let server = start().await;
    let target = "/bucket/a?OSSAccessKeyId=testid&Expires=1795500000&Signature=bm8%3D";
    let answer = ask(server.address(), &anonymous("OPTIONS", target, ASKED, "")).await;
    let allowed = answer.field("access-control-allow-methods");
    assert_eq!((answer.status, allowed), (200, Some("PUT")));
}

#[tokio::test]
async fn a_browser_that_asks_without_an_origin_is_told_what_is_missing() {
    let server = start().await;
    let answer = ask(server.address(), &preflight("access-control-request-method: PUT\r\n")).await;
    let message = answer.element("Message");
    assert_eq!(
        message.as_deref(),
        Some("Insufficient information. Origin request header needed")
    );
}

#[tokio::test]
async fn a_closed_server_lets_no_other_page_in() {
    let server = start_with(Config {
        cors: Cors::Closed,
        ..config()
    })
    .await;
    let answer = ask(server.address(), &preflight(ASKED)).await;
    assert_refused(&answer, 403, "AccessForbidden");
}

#[tokio::test]
async fn a_page_of_another_origin_may_read_even_an_error() {
    let server = start().await;
    let answer = ask(
        server.address(),
        &anonymous("GET", "/bucket/a", "origin: http://page.example\r\n", ""),
    )
    .await;
    assert_eq!(
        (answer.status, answer.field("access-control-allow-origin")),
        (403, Some("http://page.example"))
    );
}
