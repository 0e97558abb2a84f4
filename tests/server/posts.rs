//! Browser uploads over the socket.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use mock_oss::server::Server;
use mock_oss::verify::Decision;
use mock_oss::wire::BodyEnd;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::ask::{Ask, get};
use crate::support::raw::{Answer, ask, assert_refused, hmac_sha1, next};
use crate::support::server::{entries, start};

const POLICY: &str = r#"{"expiration":"2026-11-24T06:00:00.000Z","conditions":[["content-length-range",2,8],["starts-with","$key","up/"]]}"#;

/// A form with these fields, then a file.
fn form(fields: &[(&str, &str)], file: &str) -> Vec<u8> {
    form_ending(fields, file, "\r\n--XX--\r\n")
}

fn form_ending(fields: &[(&str, &str)], file: &str, ending: &str) -> Vec<u8> {
    let part = |(name, value): &(&str, &str)| {
        format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts: Vec<String> = fields.iter().map(part).collect();
    let file = format!(
        "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n\
         {file}{ending}"
    );
    let body = parts.concat() + &file;
    let length = body.len();
    format!(
        "POST / HTTP/1.1\r\nhost: bucket.oss-cn-hangzhou.aliyuncs.com\r\ncontent-length: {length}\r\n\
         content-type: multipart/form-data; boundary=XX\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The fields of a claim over [`POLICY`], with V1.
fn claim() -> [(&'static str, String); 3] {
    let policy = STANDARD.encode(POLICY);
    let signature = hmac_sha1(&policy);
    [
        ("OSSAccessKeyId", "testid".to_owned()),
        ("policy", policy),
        ("Signature", signature),
    ]
}

/// A form under [`POLICY`], signed with V1.
async fn post(server: &Server, more: &[(&str, &str)], file: &str) -> Answer {
    let claim = claim();
    let claim = claim.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<(&str, &str)> = more.iter().copied().chain(claim).collect();
    ask(server.address(), &form(&fields, file)).await
}

#[tokio::test]
async fn a_posted_file_is_stored_under_the_name_it_has() {
    let server = start().await;
    let answer = post(&server, &[("key", "up/${filename}"), ("x-oss-meta-a", "1")], "hello").await;
    assert_eq!(
        (answer.status, answer.field("etag")),
        (204, Some("\"5D41402ABC4B2A76B9719D911017C592\""))
    );
    let object = get(server.address(), "up/a.png").await;
    assert_eq!(
        (object.text().as_str(), object.field("content-type")),
        ("hello", Some("image/png"))
    );
    assert_eq!(object.field("x-oss-meta-a"), Some("1"));
}

#[tokio::test]
async fn the_ledger_has_the_form_and_its_verdict() {
    let server = start().await;
    post(&server, &[("key", "up/a")], "hello").await;
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.verdict, Some(Decision::Verified));
    assert_eq!(
        entry.form.as_ref().unwrap().named("key").next().unwrap().value(),
        b"up/a"
    );
    assert_eq!(entry.arrival.body.end(), BodyEnd::Complete);
}

#[tokio::test]
async fn a_success_can_be_a_document() {
    let server = start().await;
    let answer = post(&server, &[("key", "up/a"), ("success_action_status", "201")], "hello").await;
    assert_eq!((answer.status, answer.element("Key").as_deref()), (201, Some("up/a")));
    let location = answer.element("Location");
    assert_eq!(
        location.as_deref(),
        Some("http://bucket.oss-cn-hangzhou.aliyuncs.com/up/a")
    );
}

#[tokio::test]
async fn a_success_can_lead_elsewhere() {
    let server = start().await;
    let answer = post(
        &server,
        &[("key", "up/a"), ("success_action_redirect", "http://page.example/done")],
        "hello",
    )
    .await;
    let location = answer.field("location").unwrap();
    assert_eq!(answer.status, 303);
    assert!(
        location.starts_with("http://page.example/done?bucket=bucket&etag=%225D41"),
        "{location}"
    );
}

#[tokio::test]
async fn a_file_over_the_policys_range_is_refused() {
    let server = start().await;
    let answer = post(&server, &[("key", "up/a")], "nine bytes").await;
    assert_refused(&answer, 400, "EntityTooLarge");
    assert_eq!(get(server.address(), "up/a").await.status, 404);
}

#[tokio::test]
async fn a_file_under_the_policys_range_is_refused() {
    let server = start().await;
    let answer = post(&server, &[("key", "up/a")], "x").await;
    assert_refused(&answer, 400, "EntityTooSmall");
}

#[tokio::test]
async fn a_form_against_its_policy_is_refused() {
    let server = start().await;
    let answer = post(&server, &[("key", "down/a")], "hello").await;
    assert_refused(&answer, 403, "AccessDenied");
}

#[tokio::test]
async fn a_form_with_a_wrong_signature_is_a_mismatch() {
    let server = start().await;
    let policy = STANDARD.encode(POLICY);
    let fields = [
        ("key", "up/a"),
        ("OSSAccessKeyId", "testid"),
        ("policy", &policy),
        ("Signature", "bm8="),
    ];
    let answer = ask(server.address(), &form(&fields, "hello")).await;
    assert_eq!(answer.element("Code").as_deref(), Some("SignatureDoesNotMatch"));
    assert_eq!(answer.element("StringToSign"), Some(policy));
}

#[tokio::test]
async fn a_form_without_a_claim_is_denied() {
    let server = start().await;
    let answer = ask(server.address(), &form(&[("key", "up/a")], "hello")).await;
    assert_refused(&answer, 403, "AccessDenied");
}

#[tokio::test]
async fn a_form_that_ends_before_its_closing_delimiter_is_refused() {
    let server = start().await;
    let claim = claim();
    let claim = claim.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<(&str, &str)> = [("key", "up/a")].into_iter().chain(claim).collect();
    let answer = ask(server.address(), &form_ending(&fields, "hello", "")).await;
    assert_refused(&answer, 400, "IncompleteBody");
    assert_eq!(get(server.address(), "up/a").await.status, 404);
}

#[tokio::test]
async fn a_post_to_a_bucket_that_is_no_form_is_told_so() {
    let server = start().await;
    let answer = Ask::new("POST", "/bucket/").body("hello").send(server.address()).await;
    let code = answer.element("Code");
    assert_eq!(
        (answer.status, code.as_deref()),
        (400, Some("RequestIsNotMultiPartContent"))
    );
}

#[tokio::test]
async fn a_refused_form_can_be_sent_to_its_end_and_followed_by_another_request() {
    let server = start().await;
    let whole = form(&[("acl", "private")], &"x".repeat(100_000));
    let (begun, rest) = whole.split_at(1000);
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(begun).await.unwrap();
    let refusal = next(&mut stream).await;
    assert_eq!(refusal.element("EC").as_deref(), Some("0002-00000706"));
    stream.write_all(rest).await.unwrap();
    stream
        .write_all(&Ask::new("GET", "/bucket/none").bytes())
        .await
        .unwrap();
    let answer = next(&mut stream).await;
    assert_eq!(answer.element("Code").as_deref(), Some("NoSuchKey"));
}

/// "PostObject": the digest is that of the whole body, delimiters included.
#[tokio::test]
async fn a_form_has_to_be_what_its_content_md5_says() {
    let server = start().await;
    let claim = claim();
    let claim = claim.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<(&str, &str)> = [("key", "up/a")].into_iter().chain(claim).collect();
    let form = String::from_utf8(form(&fields, "hello")).unwrap();
    let (head, body) = form.split_once("\r\n\r\n").unwrap();
    let right = STANDARD.encode(Md5::digest(body));
    for (digest, status, ec) in [
        (right.as_str(), 204, None),
        ("1B2M2Y8AsgTpgAmY7PhCfg==", 400, Some("0017-00000503")),
        ("bm8=", 400, Some("0017-00000502")),
    ] {
        let form = format!("{head}\r\ncontent-md5: {digest}\r\n\r\n{body}");
        let answer = ask(server.address(), form.as_bytes()).await;
        assert_eq!((answer.status, answer.field("x-oss-ec")), (status, ec), "{digest}");
    }
}

/// Both values meet the policy, which says nothing of the field, and the object can have only one.
#[tokio::test]
async fn a_field_of_the_object_that_stands_twice_is_refused() {
    let server = start().await;
    for (first, second) in [
        ("x-oss-meta-a", "x-oss-meta-a"),
        ("x-oss-meta-a", "X-Oss-Meta-A"),
        ("Content-Type", "content-type"),
        ("x-oss-object-acl", "x-oss-object-acl"),
        ("success_action_status", "success_action_status"),
    ] {
        let answer = post(
            &server,
            &[("key", "up/a"), (first, "private"), (second, "private")],
            "hello",
        )
        .await;
        assert_eq!(answer.element("ArgumentName"), Some(first.to_ascii_lowercase()));
        assert_refused(&answer, 400, "InvalidArgument");
    }
    assert_eq!(get(server.address(), "up/a").await.status, 404);
}

#[tokio::test]
async fn a_redirect_that_no_field_can_hold_leads_nowhere() {
    let server = start().await;
    let redirect = ("success_action_redirect", "http://a\r\nset-cookie: b");
    let answer = post(&server, &[("key", "up/a"), redirect], "hello").await;
    let location = answer.field("location");
    assert_eq!(
        (answer.status, location),
        (204, Some("http://bucket.oss-cn-hangzhou.aliyuncs.com/up/a"))
    );
}
