//! Where a request ends is decided once: whatever a connection brings, what is answered, recorded and kept are
//! the requests that the framer cuts.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use mock_oss::server::Server;
use mock_oss::wire::{BodyEnd, WireError};
use proptest::prelude::*;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

use crate::support::ask::{Ask, get};
use crate::support::properties::beside_the_source;
use crate::support::raw::{answers, next, rest, send, signed};
use crate::support::server::{entries, start};
use crate::support::streams::{Observed, Recorded, Stream, cut, judge, plain, streams};

/// What a server makes of a stream.
async fn observe(stream: &Stream) -> Observed {
    let server = start().await;
    let mut socket = TcpStream::connect(server.address()).await.unwrap();
    socket.set_nodelay(true).unwrap();
    for piece in &stream.pieces {
        // The server may have closed by now.
        if socket.write_all(piece).await.is_err() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let _ = socket.shutdown().await;
    let reply = rest(&mut socket).await;
    let kept = kept(&server, stream.meant.len()).await;
    // The entries of a connection may come a moment after its end.
    let all = cut(&stream.bytes()).len();
    for _ in 0..20 {
        if record(&server).len() >= all {
            break;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let record = record(&server);
    let answers = answers(&reply);
    let statuses = answers.iter().map(|answer| answer.status);
    Observed {
        answers: statuses.filter(|status| *status != 100).collect(),
        record,
        kept,
    }
}

fn record(server: &Server) -> Vec<Recorded> {
    let entries = server.ledger().entries();
    let entries = entries.iter().filter(|entry| !is_check(entry.head()));
    let recorded = entries.map(|entry| Recorded {
        head: entry.head().to_vec(),
        body: (entry.arrival.body.bytes(), entry.arrival.body.end()),
        status: entry.status(),
    });
    recorded.collect()
}

/// Whether a request was asked by the test itself.
fn is_check(head: &[u8]) -> bool {
    head.starts_with(b"GET ") && head.windows(6).any(|window| window == b"?check")
}

/// What is stored under the targets of a stream.
async fn kept(server: &Server, count: usize) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut kept = BTreeMap::new();
    for number in 0..count {
        let target = format!("/bucket/k{number}");
        let answer = Ask::new("GET", &target).plain("check=1").send(server.address()).await;
        if answer.status == 200 {
            kept.insert(target.into_bytes(), answer.body);
        }
    }
    kept
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn a_plain_stream_is_served_whole(stream in plain()) {
        let observed = RUNTIME.block_on(observe(&stream));
        prop_assert_eq!(observed.answers.clone(), vec![200; stream.meant.len()]);
        let kept: Vec<Vec<u8>> = observed.kept.values().cloned().collect();
        prop_assert_eq!(&kept, &stream.meant);
        judge(&stream, &observed);
    }

    #[test]
    fn any_stream_is_served_as_the_framer_cuts_it(stream in streams()) {
        judge(&stream, &RUNTIME.block_on(observe(&stream)));
    }
}

/// A PUT of an object, chunked.
fn chunked(key: &str, coded: &[u8]) -> Vec<u8> {
    let target = format!("/bucket/{key}");
    signed("PUT", &target, "\n", &target, &["transfer-encoding: chunked"], coded)
}

fn sized(key: &str, body: &str) -> Vec<u8> {
    Ask::new("PUT", &format!("/bucket/{key}")).body(body).bytes()
}

async fn statuses(server: &Server, bytes: &[u8]) -> Vec<u16> {
    let reply = send(server.address(), bytes).await;
    answers(&reply).iter().map(|answer| answer.status).collect()
}

#[tokio::test]
async fn a_trailer_line_that_ends_in_a_bare_line_feed_takes_no_other_request_s_body() {
    let server = start().await;
    let stream = [chunked("a", b"0\r\nA: b\n\r\n"), sized("b", "of b"), sized("c", "of c")].concat();
    assert_eq!(statuses(&server, &stream).await, [400]);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.body.end(), BodyEnd::BadChunk { offset: 7 });
    assert_eq!(get(server.address(), "b").await.status, 404);
}

#[tokio::test]
async fn a_chunk_size_of_17_digits_ends_the_connection_and_is_told() {
    let server = start().await;
    let stream = [chunked("a", b"00000000000000001\r\na\r\n0\r\n\r\n"), sized("b", "of b")].concat();
    assert_eq!(statuses(&server, &stream).await, [400]);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.body.end(), BodyEnd::BadChunk { offset: 16 });
}

#[tokio::test]
async fn requests_behind_9_kb_of_chunk_extension_or_trailers_are_served_and_recorded() {
    let server = start().await;
    let long = "x".repeat(9000);
    let extension = chunked("a", format!("1;{long}\r\na\r\n0\r\n\r\n").as_bytes());
    let trailers = chunked("b", format!("1\r\nb\r\n0\r\nx: {long}\r\n\r\n").as_bytes());
    let stream = [extension, trailers, sized("c", "of c")].concat();
    assert_eq!(statuses(&server, &stream).await, [200, 200, 200]);
    assert_eq!(entries(&server, 3).await.len(), 3);
}

#[tokio::test]
async fn a_head_of_66_kb_in_one_piece_ends_the_connection_and_is_told() {
    let server = start().await;
    let long = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "x".repeat(66_000));
    let stream = [long.as_bytes(), &sized("b", "of b")].concat();
    assert_eq!(statuses(&server, &stream).await, [431]);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.head, Err(WireError::TooLong { limit: 65_536 }));
}

#[tokio::test]
async fn an_answer_that_ends_the_connection_arrives_while_the_client_still_writes() {
    let server = start().await;
    let mut socket = TcpStream::connect(server.address()).await.unwrap();
    socket
        .write_all(b"GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n")
        .await
        .unwrap();
    for _ in 0..50 {
        socket.write_all(&[b'x'; 10_000]).await.unwrap();
    }
    assert_eq!(next(&mut socket).await.status, 400);
}
