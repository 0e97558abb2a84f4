//! Bounds that no client can push past, and what it is told.

use std::time::Duration;

use mock_oss::server::{Bounds, HttpRefusal, Outcome, Server};
use mock_oss::wire::{BodyEnd, WireError};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::ask::{Ask, get};
use crate::support::raw::{answers, assert_refused, next, rest, send};
use crate::support::server::{config, entries, start, start_with};

/// A server with other bounds than usual.
async fn bounded(set: impl FnOnce(&mut Bounds)) -> Server {
    let mut config = config();
    set(&mut config.bounds);
    start_with(config).await
}

fn long_head(bytes: usize) -> Vec<u8> {
    let front = "GET /bucket/key HTTP/1.1\r\nhost: 127.0.0.1\r\nx-long: ";
    let fill = "a".repeat(bytes - front.len() - 4);
    format!("{front}{fill}\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn a_head_of_64_kib_is_read() {
    let server = start().await;
    let reply = send(server.address(), &long_head(64 * 1024)).await;
    assert_eq!(answers(&reply)[0].status, 403);
}

#[tokio::test]
async fn a_head_over_64_kib_is_answered_431_and_kept() {
    let server = start().await;
    let reply = send(server.address(), &long_head(64 * 1024 + 1)).await;
    assert_eq!(answers(&reply)[0].status, 431);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.status(), Some(431));
    assert_eq!(entry.arrival.head, Err(WireError::TooLong { limit: 65536 }));
}

#[tokio::test]
async fn a_head_that_never_ends_is_answered_431_without_waiting_for_its_end() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(&long_head(80_000)[..70_000]).await.unwrap();
    let reply = rest(&mut stream).await;
    assert_eq!(answers(&reply)[0].status, 431);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::HeadTooLarge));
}

#[tokio::test]
async fn a_head_with_too_many_fields_is_answered_431_and_kept() {
    let server = bounded(|bounds| bounds.head.fields = 4).await;
    let four = "a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n";
    let reply = send(server.address(), format!("GET / HTTP/1.1\r\n{four}\r\n").as_bytes()).await;
    assert_eq!(answers(&reply)[0].status, 403);
    let reply = send(
        server.address(),
        format!("GET / HTTP/1.1\r\n{four}e: 5\r\n\r\n").as_bytes(),
    )
    .await;
    assert_eq!(answers(&reply)[0].status, 431);
    let entry = entries(&server, 2).await.remove(1);
    assert_eq!(entry.arrival.head, Err(WireError::TooManyFields { limit: 4 }));
}

#[tokio::test]
async fn a_target_that_is_too_long_for_a_uri_is_answered_414_and_kept() {
    let server = bounded(|bounds| bounds.head.head_bytes = 128 * 1024).await;
    let target = "a".repeat(70_000);
    let reply = send(
        server.address(),
        format!("GET /{target} HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes(),
    )
    .await;
    assert_eq!(answers(&reply)[0].status, 414);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::TargetTooLong));
}

#[tokio::test]
async fn a_head_that_stops_coming_is_answered_408_and_kept() {
    let server = bounded(|bounds| bounds.head_read = Duration::from_millis(50)).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET /bucket/key HTTP/1.1\r\nhost").await.unwrap();
    let reply = rest(&mut stream).await;
    assert_eq!(answers(&reply)[0].status, 408);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::HeadTimedOut));
    assert_eq!(entry.head(), b"GET /bucket/key HTTP/1.1\r\nhost");
}

#[tokio::test]
async fn a_silent_connection_is_closed_without_an_entry() {
    let server = bounded(|bounds| bounds.idle = Duration::from_millis(50)).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    assert_eq!(rest(&mut stream).await, b"");
    assert_eq!(server.ledger().entries().len(), 0);
}

#[tokio::test]
async fn a_body_that_stops_coming_is_refused_and_told() {
    let server = bounded(|bounds| bounds.idle = Duration::from_millis(50)).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let put = Ask::new("PUT", "/bucket/key").field("content-length", "9").bytes();
    let put = [put.as_slice(), b"four"].concat();
    stream.write_all(&put).await.unwrap();
    let answer = next(&mut stream).await;
    assert_refused(&answer, 400, "RequestTimeout");
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.arrival.body.bytes(), 4);
}

#[tokio::test]
async fn one_connection_too_many_is_answered_503_and_told_while_the_others_are_busy() {
    let server = bounded(|bounds| bounds.connections = 1).await;
    let mut first = TcpStream::connect(server.address()).await.unwrap();
    let put = Ask::new("PUT", "/bucket/key")
        .field("content-length", "9")
        .field("expect", "100-continue");
    first.write_all(&put.bytes()).await.unwrap();
    assert_eq!(next(&mut first).await.status, 100);
    let mut second = TcpStream::connect(server.address()).await.unwrap();
    let reply = rest(&mut second).await;
    assert_eq!(answers(&reply)[0].status, 503);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(entry.outcome, Outcome::RefusedByHttp(HttpRefusal::TooManyConnections));
    first.write_all(b"123456789").await.unwrap();
    assert_eq!(next(&mut first).await.status, 200);
}

#[tokio::test]
async fn a_slow_head_makes_way_for_a_new_connection_and_is_told_so() {
    let server = bounded(|bounds| bounds.connections = 1).await;
    let mut slow = TcpStream::connect(server.address()).await.unwrap();
    slow.write_all(b"GET /bucket/key HTTP/1.1\r\nx-slow: ").await.unwrap();
    // So that it has its place and its beginning.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let reply = send(server.address(), b"GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(answers(&reply)[0].status, 403);
    assert_eq!(answers(&rest(&mut slow).await)[0].status, 408);
    let entries = entries(&server, 2).await;
    let made_way = Outcome::RefusedByHttp(HttpRefusal::MadeWay);
    assert!(entries.iter().any(|entry| entry.outcome == made_way));
}

#[tokio::test]
async fn silent_clients_without_number_do_not_shut_out_one_that_speaks() {
    let server = bounded(|bounds| bounds.connections = 8).await;
    let mut good = TcpStream::connect(server.address()).await.unwrap();
    let mut silent = Vec::new();
    for _ in 0..4 {
        for _ in 0..6 {
            silent.push(TcpStream::connect(server.address()).await.unwrap());
        }
        good.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        assert_eq!(next(&mut good).await.status, 403);
    }
}

#[tokio::test]
async fn an_object_over_the_limit_is_refused() {
    let server = bounded(|bounds| bounds.object_bytes = 4).await;
    let put = Ask::new("PUT", "/bucket/key").body("hello");
    let answer = put.send(server.address()).await;
    assert_refused(&answer, 400, "EntityTooLarge");
}

#[tokio::test]
async fn the_ledger_keeps_the_newest_entries() {
    let server = bounded(|bounds| bounds.ledger.entries = 2).await;
    for _ in 0..5 {
        send(server.address(), b"GET / HTTP/1.1\r\n\r\n").await;
    }
    let ids: Vec<u64> = server.ledger().entries().iter().map(|entry| entry.id.0).collect();
    assert_eq!(ids, [4, 5]);
}

#[tokio::test]
async fn the_ledger_keeps_no_more_bytes_than_it_may() {
    let server = bounded(|bounds| bounds.ledger.bytes = 3000).await;
    for _ in 0..5 {
        send(server.address(), &long_head(1000)).await;
    }
    assert_eq!(server.ledger().entries().len(), 3);
}

#[tokio::test]
async fn a_long_body_passes_through_a_file_and_comes_back() {
    let server = bounded(|bounds| bounds.spool_above = 1 << 20).await;
    let body: Vec<u8> = (0..3_000_000u32).map(|n| n.to_le_bytes()[n as usize % 4]).collect();
    let put = Ask::new("PUT", "/bucket/key").body(&body);
    assert_eq!(put.send(server.address()).await.status, 200);
    let answer = get(server.address(), "key").await;
    assert!(answer.body == body);
    let entry = entries(&server, 1).await.remove(0);
    assert_eq!(
        (entry.arrival.body.bytes(), entry.arrival.body.end()),
        (3_000_000, BodyEnd::Complete)
    );
}
