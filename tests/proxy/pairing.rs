//! Each answer belongs to the request that it answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use harness::serve::Settled as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::ask::Ask;
use crate::support::raw::next;
use crate::support::relayed::{Face, HOST, entries, service, start};
use crate::support::server;

/// Method, target and status of each entry.
async fn told(relay: &harness::proxy::Proxying, count: usize) -> Vec<(String, Option<u16>)> {
    let entries = entries(relay, count).await;
    let told = entries.iter().map(|entry| {
        let request = entry.request().unwrap();
        let line = [request.method(), b" ", request.target()].concat();
        (String::from_utf8(line).unwrap(), entry.status())
    });
    told.collect()
}

#[tokio::test]
async fn pipelined_requests_are_paired_by_order() {
    let oss = server::start().await;
    let relay = start(oss.address()).await;
    let ask = |method, path: &str| Ask::new(method, path).bytes();
    let stream = [
        Ask::new("PUT", "/bucket/a").body("of a").bytes(),
        ask("GET", "/bucket/a"),
        ask("HEAD", "/bucket/none"),
        ask("GET", "/bucket/none"),
        Ask::new("PUT", "/bucket/b").body("of b").bytes(),
        ask("DELETE", "/bucket/a"),
    ];
    let mut client = Face::Straight.connect(relay.address()).await;
    client.write_all(&stream.concat()).await.unwrap();
    let expected = [
        ("PUT /bucket/a", 200),
        ("GET /bucket/a", 200),
        ("HEAD /bucket/none", 404),
        ("GET /bucket/none", 404),
        ("PUT /bucket/b", 200),
        ("DELETE /bucket/a", 204),
    ];
    let expected: Vec<_> = expected.map(|(line, status)| (line.to_owned(), Some(status))).into();
    assert_eq!(told(&relay, 6).await, expected);
}

#[tokio::test]
async fn a_connection_to_a_service_is_opened_once_and_requests_to_others_wait_their_turn() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&connections);
    let service = service(move |mut stream| {
        counting.fetch_add(1, Ordering::Relaxed);
        async move {
            let mut bytes = Vec::new();
            while stream.read_buf(&mut bytes).await.unwrap() > 0 {
                while let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                    let head = String::from_utf8(bytes.drain(..end + 4).collect()).unwrap();
                    let host = head.split("Host: ").nth(1).unwrap().split("\r\n").next().unwrap();
                    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{host}", host.len());
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            }
        }
    })
    .await;
    let relay = start(service).await;
    let mut client = Face::Absolute.connect(relay.address()).await;
    let hosts = [
        HOST,
        "other.oss-cn-beijing.aliyuncs.com",
        HOST,
        HOST,
        "other.oss-cn-beijing.aliyuncs.com",
    ];
    let stream = hosts
        .map(|host| format!("GET http://{host}/k HTTP/1.1\r\nHost: {host}\r\n\r\n"))
        .concat();
    client.write_all(stream.as_bytes()).await.unwrap();
    let mut said = String::new();
    while said.matches("HTTP/1.1").count() < hosts.len() || !said.ends_with(hosts[4]) {
        let mut piece = [0; 4096];
        let read = client.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "{said}");
        said.push_str(std::str::from_utf8(&piece[..read]).unwrap());
    }
    let bodies: Vec<&str> = said
        .split("HTTP/1.1")
        .skip(1)
        .map(|answer| answer.split_once("\r\n\r\n").unwrap().1)
        .collect();
    assert_eq!(bodies, hosts);
    assert_eq!(connections.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn an_expected_continue_comes_from_the_service_and_pairs_with_nothing() {
    let service = service(|mut stream| async move {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            stream.read_buf(&mut bytes).await.unwrap();
        }
        assert!(bytes.windows(8).any(|window| window == b"ExPeCt: "));
        stream
            .write_all(b"HTTP/1.1 100 Continue\r\nx: y\r\n\r\n")
            .await
            .unwrap();
        let mut body = [0; 4];
        stream.read_exact(&mut body).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        stream.read_to_end(&mut bytes).await.unwrap();
    })
    .await;
    let relay = start(service).await;
    for face in Face::ALL {
        let mut client = face.connect(relay.address()).await;
        let head = format!(
            "PUT {} HTTP/1.1\r\nExPeCt: 100-continue\r\ncontent-length: 4\r\n\r\n",
            face.target("/k")
        );
        client.write_all(head.as_bytes()).await.unwrap();
        let mut interim = [0; 31];
        client.read_exact(&mut interim).await.unwrap();
        assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\nx: y\r\n\r\n");
        client.write_all(b"body").await.unwrap();
        assert_eq!(next(&mut client).await.status, 200);
    }
    assert_eq!(told(&relay, 3).await, vec![("PUT /k".to_owned(), Some(200)); 3]);
}
