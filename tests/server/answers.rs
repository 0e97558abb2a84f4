//! The service, asked in literal bytes.

use mock_oss::server::{EntryId, Outcome};
use mock_oss::verify::Decision;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::raw::{DATE, ask, next, signed, v1};
use crate::support::server::{entries, start};

const HELLO: &[&str] = &["content-length: 11", "content-type: text/plain"];

fn put_hello() -> Vec<u8> {
    signed(
        "PUT",
        "/bucket/hello.txt",
        "\ntext/plain",
        "/bucket/hello.txt",
        HELLO,
        b"hello world",
    )
}

fn get(key: &str, fields: &[&str]) -> Vec<u8> {
    let resource = format!("/bucket/{key}");
    signed("GET", &resource, "\n", &resource, fields, b"")
}

#[tokio::test]
async fn a_put_object_comes_back() {
    let server = start().await;
    ask(server.address(), &put_hello()).await;
    let answer = ask(server.address(), &get("hello.txt", &[])).await;
    assert_eq!((answer.status, answer.text()), (200, "hello world".to_owned()));
}

#[tokio::test]
async fn a_put_answers_the_published_sums() {
    let server = start().await;
    let answer = ask(server.address(), &put_hello()).await;
    // MD5 of `hello world` (RFC 1321 implementations agree) and its CRC-64 from the Ruby SDK's spec.
    assert_eq!(answer.field("etag"), Some("\"5EB63BBBE01EEED093CB22BB8F5ACDC3\""));
    assert_eq!(answer.field("x-oss-hash-crc64ecma"), Some("5981764153023615706"));
    assert_eq!(answer.field("content-md5"), Some("XrY7u+Ae7tCTyyK7j1rNww=="));
}

#[tokio::test]
async fn an_altered_type_is_a_mismatch_and_the_body_shows_the_string_to_sign() {
    let server = start().await;
    let authorization = v1(&format!("PUT\n\nimage/png\n{DATE}\n/bucket/a"));
    let request = format!(
        "PUT /bucket/a HTTP/1.1\r\nhost: 127.0.0.1:8900\r\ndate: {DATE}\r\nauthorization: {authorization}\r\n\
         content-type: image/jpeg\r\ncontent-length: 2\r\n\r\nhi"
    );
    let answer = ask(server.address(), request.as_bytes()).await;
    let id = answer.field("x-oss-request-id").unwrap();
    let signature = authorization.strip_prefix("OSS testid:").unwrap();
    let expected = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>SignatureDoesNotMatch</Code>\n  \
         <Message>The request signature we calculated does not match the signature you provided. Check your key and \
         signing method.</Message>\n  <RequestId>{id}</RequestId>\n  <HostId>127.0.0.1</HostId>\n  \
         <OSSAccessKeyId>testid</OSSAccessKeyId>\n  <SignatureProvided>{signature}</SignatureProvided>\n  \
         <StringToSign>PUT\n\nimage/jpeg\n{DATE}\n/bucket/a</StringToSign>\n  \
         <StringToSignBytes>50 55 54 0A 0A 69 6D 61 67 65 2F 6A 70 65 67 0A 54 75 65 2C 20 32 34 20 4E 6F 76 20 32 \
         30 32 36 20 30 35 3A 35 33 3A 33 31 20 47 4D 54 0A 2F 62 75 63 6B 65 74 2F 61 </StringToSignBytes>\n  \
         <EC>0002-00000040</EC>\n  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0002-00000040</RecommendDoc>\n\
         </Error>\n"
    );
    assert_eq!((answer.status, answer.text()), (403, expected));
}

#[tokio::test]
async fn the_ledger_tells_verdict_answer_and_body() {
    let server = start().await;
    ask(server.address(), &put_hello()).await;
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.id, EntryId(1));
    assert_eq!(entry.verdict, Some(Decision::Verified));
    assert_eq!(entry.arrival.body.bytes(), 11);
    assert!(matches!(&entry.outcome, Outcome::Answered(answer) if answer.status == 200 && answer.code.is_none()));
    let head = put_hello();
    assert_eq!(entry.head(), &head[..head.len() - 11]);
}

#[tokio::test]
async fn an_unknown_key_is_named_in_the_error() {
    let server = start().await;
    let request = String::from_utf8(get("hello.txt", &[])).unwrap();
    let answer = ask(
        server.address(),
        request.replace("OSS testid:", "OSS nobody:").as_bytes(),
    )
    .await;
    assert_eq!(answer.element("Code").as_deref(), Some("InvalidAccessKeyId"));
    assert_eq!(answer.element("OSSAccessKeyId").as_deref(), Some("nobody"));
    assert_eq!(answer.field("x-oss-ec"), Some("0002-00000902"));
}

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(&put_hello()).await.unwrap();
    assert_eq!(next(&mut stream).await.status, 200);
    stream.write_all(&get("hello.txt", &[])).await.unwrap();
    assert_eq!(next(&mut stream).await.text(), "hello world");
}
