//! How bodies end, and what the ledger says of them.

use mock_oss::server::Outcome;
use mock_oss::wire::BodyEnd;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::raw::{DATE, answers, assert_refused, next, send, signed, v1};
use crate::support::server::{entries, start};

fn put(fields: &[&str], body: &[u8]) -> Vec<u8> {
    signed("PUT", "/bucket/key", "\n", "/bucket/key", fields, body)
}

#[tokio::test]
async fn a_chunked_body_with_extensions_and_trailers_is_stored_and_told() {
    let server = start().await;
    let body = b"5;who=me\r\nhello\r\n6\r\n world\r\n0\r\nX-Check: abc\r\n\r\n";
    let reply = send(server.address(), &put(&["transfer-encoding: chunked"], body)).await;
    assert_eq!(
        answers(&reply)[0].field("etag"),
        Some("\"5EB63BBBE01EEED093CB22BB8F5ACDC3\"")
    );
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(
        (entry.arrival.body.bytes(), entry.arrival.body.end()),
        (11, BodyEnd::Complete)
    );
    assert!(entry.arrival.body.has_chunk_extensions());
    assert_eq!(entry.arrival.body.trailers(), b"X-Check: abc\r\n");
}

#[tokio::test]
async fn a_body_shorter_than_announced_is_refused_and_told() {
    let server = start().await;
    let reply = send(server.address(), &put(&["content-length: 10"], b"four")).await;
    let answer = &answers(&reply)[0];
    assert_refused(answer, 400, "IncompleteBody");
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(
        (entry.arrival.body.bytes(), entry.arrival.body.end()),
        (4, BodyEnd::CutOff)
    );
    assert_eq!(entry.answer().unwrap().code, Some("IncompleteBody"));
}

#[tokio::test]
async fn a_broken_chunk_is_refused_and_told() {
    let server = start().await;
    let reply = send(
        server.address(),
        &put(&["transfer-encoding: chunked"], b"2\r\nhi\r\nzz\r\n"),
    )
    .await;
    assert_eq!(answers(&reply)[0].status, 400);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.body.end(), BodyEnd::BadChunk { offset: 7 });
}

#[tokio::test]
async fn a_client_that_goes_away_inside_its_body_is_in_the_ledger() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream
        .write_all(&put(&["content-length: 1000000"], b"four"))
        .await
        .unwrap();
    drop(stream);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(
        (entry.arrival.body.bytes(), entry.arrival.body.end()),
        (4, BodyEnd::CutOff)
    );
}

#[tokio::test]
async fn a_waiting_client_is_told_to_continue_and_then_answered() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream
        .write_all(&put(&["content-length: 2", "expect: 100-continue"], b""))
        .await
        .unwrap();
    assert_eq!(next(&mut stream).await.status, 100);
    stream.write_all(b"hi").await.unwrap();
    assert_eq!(next(&mut stream).await.status, 200);
}

#[tokio::test]
async fn a_waiting_client_with_a_wrong_signature_is_refused_without_its_body() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let authorization = v1("some other string");
    let head = format!(
        "PUT /bucket/key HTTP/1.1\r\nhost: 127.0.0.1\r\ndate: {DATE}\r\nauthorization: {authorization}\r\n\
         content-length: 2\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(next(&mut stream).await.status, 403);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!((entry.arrival.body.bytes(), entry.status()), (0, Some(403)));
}

#[tokio::test]
async fn a_wrong_signature_is_answered_before_the_body_and_the_body_is_still_counted() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let authorization = v1("some other string");
    let head = format!(
        "PUT /bucket/key HTTP/1.1\r\nhost: 127.0.0.1\r\ndate: {DATE}\r\nauthorization: {authorization}\r\n\
         content-length: 300000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(next(&mut stream).await.status, 403);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.body.bytes(), 0);
    // The client goes on, as one does that writes first and reads later, and the connection holds.
    stream.write_all(&vec![b'x'; 300_000]).await.unwrap();
    stream
        .write_all(&signed("GET", "/bucket/none", "\n", "/bucket/none", &[], b""))
        .await
        .unwrap();
    assert_eq!(next(&mut stream).await.status, 404);
    assert_eq!(
        (entry.arrival.body.bytes(), entry.arrival.body.end()),
        (300_000, BodyEnd::Complete)
    );
}

#[tokio::test]
async fn a_put_without_any_framing_is_asked_for_a_length() {
    let server = start().await;
    let reply = send(server.address(), &put(&[], b"")).await;
    let answer = &answers(&reply)[0];
    assert_refused(answer, 411, "MissingContentLength");
    assert_eq!(answer.field("x-oss-ec"), Some("0017-00000101"));
}

#[tokio::test]
async fn bytes_behind_the_announced_length_are_no_part_of_the_object() {
    let server = start().await;
    let reply = send(server.address(), &put(&["content-length: 5"], b"hello world")).await;
    // MD5 of `hello`.
    assert_eq!(
        answers(&reply)[0].field("etag"),
        Some("\"5D41402ABC4B2A76B9719D911017C592\"")
    );
    let entry = entries(&server, 2).await.remove(1);
    assert!(
        matches!(entry.outcome, Outcome::RefusedByHttp(_)),
        "{:?}",
        entry.outcome
    );
    assert_eq!(entry.head(), b" world");
}
