//! Error answers, against bodies and tables that the real service gave.

use std::sync::Arc;

use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::server::{Config, RequestIds};

use crate::support::raw::{Answer, ask, assert_refused, signed, v1};
use crate::support::server::{config, start, start_with};

/// Gives one id for ever.
#[derive(Debug)]
struct OneId(&'static str);

impl RequestIds for OneId {
    fn next(&self, _now: Timestamp) -> String {
        self.0.to_owned()
    }
}

fn at(time: &str, id: &'static str) -> Config {
    Config {
        clock: Arc::new(FixedClock(time.parse().unwrap())),
        request_ids: Arc::new(OneId(id)),
        ..config()
    }
}

fn head(method: &str, host: &str, fields: &str) -> Vec<u8> {
    format!("{method} /key HTTP/1.1\r\nhost: {host}\r\n{fields}\r\n").into_bytes()
}

async fn code_and_ec(fields: &str) -> (u16, String, Option<String>) {
    let server = start().await;
    let answer = ask(
        server.address(),
        &head("GET", "bucket.oss-cn-hangzhou.aliyuncs.com", fields),
    )
    .await;
    let code = answer.element("Code").unwrap();
    (answer.status, code, answer.field("x-oss-ec").map(str::to_owned))
}

#[tokio::test]
async fn the_real_skew_answer_of_2019_is_rebuilt_to_the_byte() {
    // aliyun/aliyun-oss-android-sdk issue 167: the real answer announced 465 bytes. It is older than the
    // elements EC and RecommendDoc, which are taken out of ours.
    let server = start_with(at("2019-03-30T13:18:53Z", "5C9F6CBDB007B7575C5395BA")).await;
    let fields = "date: Thu, 01 Jan 1970 12:52:35 GMT\r\nauthorization: OSS testid:bm8=\r\n";
    let answer = ask(
        server.address(),
        &head("PUT", "yw2018.oss-cn-hangzhou.aliyuncs.com", fields),
    )
    .await;
    let newer = "  <EC>0002-00000504</EC>\n  \
                 <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0002-00000504</RecommendDoc>\n";
    let old = answer.text().replace(newer, "");
    assert_eq!(old, REAL_SKEW);
    assert_eq!((answer.status, old.len()), (403, 465));
}

#[tokio::test]
async fn the_real_invalid_digest_answer_of_2018_has_our_length() {
    // aliyun-UED/aliyun-sdk-js issue 148: 318 bytes with a host of 45 characters; no EC then.
    let server = start().await;
    let bucket = "bucket-of-sixteen";
    let host = "bucket-of-sixteen.oss-cn-beijing.aliyuncs.com";
    assert_eq!(host.len(), 45);
    let body = b"0123456789";
    let wrong = "1B2M2Y8AsgTpgAmY7PhCfg==";
    let authorization = v1(&format!("PUT\n{wrong}\n\nTue, 24 Nov 2026 05:53:31 GMT\n/{bucket}/key"));
    let fields = format!(
        "date: Tue, 24 Nov 2026 05:53:31 GMT\r\nauthorization: {authorization}\r\ncontent-md5: {wrong}\r\n\
         content-length: 10\r\n"
    );
    let mut request = head("PUT", host, &fields);
    request.extend_from_slice(body);
    let answer = ask(server.address(), &request).await;
    let newer = "  <EC>0017-00000503</EC>\n  \
                 <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0017-00000503</RecommendDoc>\n";
    assert_eq!(answer.text().replace(newer, "").len(), 318, "{}", answer.text());
    assert_eq!(answer.element("Content-MD5").as_deref(), Some(wrong));
}

#[tokio::test]
async fn a_request_without_a_date_gets_the_documented_refusal() {
    let answer = code_and_ec("authorization: OSS testid:bm8=\r\n").await;
    assert_eq!(
        answer,
        (403, "AccessDenied".to_owned(), Some("0002-00000503".to_owned()))
    );
}

#[tokio::test]
async fn a_date_that_is_none_gets_the_documented_refusal() {
    let answer = code_and_ec("date: yesterday\r\nauthorization: OSS testid:bm8=\r\n").await;
    assert_eq!(
        answer,
        (403, "AccessDenied".to_owned(), Some("0002-00000505".to_owned()))
    );
}

#[tokio::test]
async fn each_malformed_authorization_gets_its_own_ec() {
    let date = "date: Tue, 24 Nov 2026 05:53:31 GMT\r\n";
    let variants = [
        ("Basic dGVzdA==", "0002-00000061"),
        ("OSS testid", "0002-00000062"),
        ("OSS :bm8=", "0002-00000063"),
        ("OSS te st:bm8=", "0002-00000064"),
        ("OSS testid:", "0002-00000065"),
    ];
    for (value, ec) in variants {
        let answer = code_and_ec(&format!("{date}authorization: {value}\r\n")).await;
        assert_eq!(
            answer,
            (400, "InvalidArgument".to_owned(), Some(ec.to_owned())),
            "{value}"
        );
    }
}

#[tokio::test]
async fn a_scope_of_another_region_echoes_the_claim_before_the_ec() {
    // Public comment with a real body: Code, Message, RequestId, HostId, Authorization, EC, RecommendDoc.
    let server = start().await;
    let claim = "OSS4-HMAC-SHA256 Credential=testid/20261124/cn-beijing/oss/aliyun_v4_request,Signature=00";
    let fields = format!("x-oss-date: 20261124T055331Z\r\nauthorization: {claim}\r\n");
    let answer = ask(
        server.address(),
        &head("GET", "bucket.oss-cn-hangzhou.aliyuncs.com", &fields),
    )
    .await;
    let echoed = format!("</HostId>\n  <Authorization>{claim}</Authorization>\n  <EC>0002-00000226</EC>\n");
    assert!(answer.text().contains(&echoed), "{}", answer.text());
}

#[tokio::test]
async fn each_wrong_use_of_a_token_gets_its_own_code() {
    let keyring = Keyring::new()
        .with("mine", Credential::temporary("secret", "my-token"))
        .with("theirs", Credential::temporary("secret", "their-token"))
        .with("lasting", Credential::new("secret"));
    let server = start_with(Config { keyring, ..config() }).await;
    for (id, token, code, ec) in [
        (
            "mine",
            "&security-token=their-token",
            "AccessKeyIdAndSecurityTokenNotMatch",
            "0002-00000004",
        ),
        (
            "mine",
            "&security-token=nobodys",
            "InvalidSecurityToken",
            "0002-00000006",
        ),
        ("mine", "", "InvalidRequest", "0002-00000005"),
        (
            "lasting",
            "&security-token=my-token",
            "InvalidAccessKeyId",
            "0002-00000002",
        ),
    ] {
        let target = format!("/key?OSSAccessKeyId={id}&Expires=1795499700&Signature=bm8%3D{token}");
        let request = format!("GET {target} HTTP/1.1\r\nhost: bucket.oss-cn-hangzhou.aliyuncs.com\r\n\r\n");
        let answer = ask(server.address(), request.as_bytes()).await;
        let found = (answer.element("Code"), answer.field("x-oss-ec").map(str::to_owned));
        assert_eq!(found, (Some(code.to_owned()), Some(ec.to_owned())), "{target}");
    }
}

#[tokio::test]
async fn an_anonymous_request_for_a_private_object_is_denied() {
    let answer = code_and_ec("").await;
    assert_eq!(
        answer,
        (403, "AccessDenied".to_owned(), Some("0003-00000001".to_owned()))
    );
}

#[tokio::test]
async fn a_head_request_carries_its_error_in_a_field() {
    let server = start().await;
    let answer = ask(
        server.address(),
        &signed("HEAD", "/bucket/none", "\n", "/bucket/none", &[], b""),
    )
    .await;
    let document = decoded(answer.field("x-oss-err").unwrap());
    assert!(document.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>NoSuchKey</Code>\n"));
    assert_eq!((answer.status, answer.field("x-oss-ec")), (404, Some("0026-00000001")));
}

#[tokio::test]
async fn a_digest_too_short_for_md5_is_malformed() {
    let answer = put_with_md5("bm8=").await;
    assert_eq!(answer.element("Code").as_deref(), Some("InvalidDigest"));
    assert_eq!(answer.field("x-oss-ec"), Some("0017-00000502"));
}

#[tokio::test]
async fn a_hex_digest_gets_the_ec_that_a_real_one_got() {
    // A public notes file of 2025-08: 2c6d3039a7c38bffd146cf420f3b53d2 got 0017-00000503.
    let answer = put_with_md5("2c6d3039a7c38bffd146cf420f3b53d2").await;
    assert_eq!(answer.field("x-oss-ec"), Some("0017-00000503"));
}

#[tokio::test]
async fn a_right_digest_is_accepted() {
    // MD5 of `0123456789`, from the vendor's documents.
    assert_eq!(put_with_md5("eB5eJF1ptWaXm4bijSPyxw==").await.status, 200);
}

#[tokio::test]
async fn an_unknown_operation_gets_not_implemented() {
    let server = start().await;
    let answer = ask(
        server.address(),
        &signed(
            "PUT",
            "/bucket/?worm",
            "\n",
            "/bucket/?worm",
            &["content-length: 0"],
            b"",
        ),
    )
    .await;
    assert_refused(&answer, 501, "NotImplemented");
}

#[tokio::test]
async fn a_bucket_name_against_the_rules_is_refused() {
    let server = start().await;
    let answer = ask(
        server.address(),
        &signed("GET", "/No_Bucket/key", "\n", "/No_Bucket/key", &[], b""),
    )
    .await;
    assert_refused(&answer, 400, "InvalidBucketName");
}

#[tokio::test]
async fn a_string_to_sign_with_markup_stays_xml() {
    let server = start().await;
    let fields = "date: Tue, 24 Nov 2026 05:53:31 GMT\r\nauthorization: OSS testid:bm8=\r\ncontent-type: <a>&b\r\n";
    let answer = ask(
        server.address(),
        &head("GET", "bucket.oss-cn-hangzhou.aliyuncs.com", fields),
    )
    .await;
    let text = answer.element("StringToSign").unwrap();
    assert_eq!(
        text,
        "GET\n\n&lt;a&gt;&amp;b\nTue, 24 Nov 2026 05:53:31 GMT\n/bucket/key"
    );
}

async fn put_with_md5(md5: &str) -> Answer {
    let server = start().await;
    let fields = [format!("content-md5: {md5}"), "content-length: 10".to_owned()];
    let fields = fields.each_ref().map(String::as_str);
    let request = signed(
        "PUT",
        "/bucket/key",
        &format!("{md5}\n"),
        "/bucket/key",
        &fields,
        b"0123456789",
    );
    ask(server.address(), &request).await
}

fn decoded(base64: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64).unwrap();
    String::from_utf8(bytes).unwrap()
}

const REAL_SKEW: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>RequestTimeTooSkewed</Code>
  <Message>The difference between the request time and the current time is too large.</Message>
  <RequestId>5C9F6CBDB007B7575C5395BA</RequestId>
  <HostId>yw2018.oss-cn-hangzhou.aliyuncs.com</HostId>
  <MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>
  <RequestTime>1970-01-01T12:52:35.000Z</RequestTime>
  <ServerTime>2019-03-30T13:18:53.000Z</ServerTime>
</Error>
"#;
