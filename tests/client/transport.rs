//! The client's own transport: bytes out as given, one reply in.

use std::net::SocketAddr;

use proptest::prelude::{any, proptest};
use scenarios::outgoing::Framing;
use scenarios::transport::TransportError;
use scenarios::transport::reply::{Reply, read};
use scenarios::transport::send::{Ending, exchange, frame};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

#[tokio::test]
async fn an_interim_response_is_passed_over() {
    let reply = reply(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await;
    assert_eq!((reply.status, reply.body), (200, b"hi".to_vec()));
}

#[tokio::test]
async fn chunks_with_extensions_and_trailers_are_put_together() {
    let reply =
        reply(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n1\r\n!\r\n0\r\nX: y\r\n\r\n").await;
    assert_eq!(reply.body, b"hi!");
}

#[tokio::test]
async fn a_body_without_framing_goes_to_the_end_of_the_connection() {
    assert_eq!(reply(b"HTTP/1.1 200 OK\r\n\r\nhello").await.body, b"hello");
}

#[tokio::test]
async fn no_content_has_no_body() {
    assert_eq!(reply(b"HTTP/1.1 204 No Content\r\n\r\nnoise").await.body, b"");
}

#[tokio::test]
async fn repeats_and_case_of_fields_are_kept() {
    let reply = reply(b"HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nset-cookie: b\r\nContent-Length: 0\r\n\r\n").await;
    let cookies: Vec<&[u8]> = reply.all("SET-COOKIE").collect();
    assert_eq!(cookies, [b"a", b"b"]);
    assert_eq!(reply.fields[0].0, b"Set-Cookie");
}

#[tokio::test]
async fn a_connection_that_ends_before_the_reply_has_none() {
    assert!(read(&mut b"".as_slice()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_reply_that_is_cut_off_anywhere_is_an_error() {
    let whole = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    for length in 1..whole.len() {
        let cut = read(&mut &whole[..length]).await;
        assert!(
            matches!(cut, Err(TransportError::CutOff)),
            "after {length} bytes: {cut:?}"
        );
    }
}

#[tokio::test]
async fn what_is_not_http_is_told_apart() {
    let noise = read(&mut b"SSH-2.0-x\r\n\r\n".as_slice()).await;
    assert!(matches!(noise, Err(TransportError::NotAResponse { .. })), "{noise:?}");
}

#[tokio::test]
async fn the_request_arrives_byte_for_byte() {
    let head = b"PUT /a HTTP/1.1\r\nHost: x\r\nhost: y\r\ncontent-length: 1\r\nTransfer-Encoding:  chunked \r\n\r\n";
    let body = frame(b"hi", Framing::Chunked);
    let (address, received) = server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    exchange(address, head, &body, Ending::Short).await.unwrap();
    assert_eq!(
        received.await.unwrap(),
        [head.as_slice(), b"2\r\nhi\r\n0\r\n\r\n"].concat()
    );
}

#[tokio::test]
async fn a_server_that_closes_without_an_answer_gives_no_reply() {
    let (address, _received) = server(b"").await;
    let reply = exchange(address, b"PUT / HTTP/1.1\r\n\r\n", b"", Ending::Short).await;
    assert!(matches!(reply, Ok(None)), "{reply:?}");
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = exchange(address, b"", b"", Ending::Open).await.unwrap_err();
    assert_eq!(error.to_string(), format!("no connection to {address}"));
}

#[test]
fn an_empty_body_in_chunks_is_the_last_chunk_alone() {
    assert_eq!(frame(b"", Framing::Chunked), b"0\r\n\r\n");
}

proptest! {
    #[test]
    fn a_reply_of_any_bytes_is_read_or_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(read(&mut bytes.as_slice()));
    }

    #[test]
    fn what_follows_a_good_head_is_read_or_refused_without_a_panic(
        bytes in "(HTTP/1.1 200 OK\r\n(Transfer-Encoding: chunked|Content-Length: [0-9]{1,20}|X: y)\r\n\r\n)[0-9a-fA-F;\r\n]{0,60}"
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(read(&mut bytes.as_bytes()));
    }
}

async fn reply(bytes: &[u8]) -> Reply {
    read(&mut &*bytes).await.unwrap().unwrap()
}

/// A server that reads to the end of the request, answers, and gives back what it read.
async fn server(answer: &'static [u8]) -> (SocketAddr, tokio::task::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let received = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        stream.write_all(answer).await.unwrap();
        bytes
    });
    (address, received)
}
