//! Stopping: nothing of a server outlives its handle.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::raw::{next, rest, signed};
use crate::support::server::start;

#[tokio::test]
async fn a_dropped_server_closes_its_connections_and_its_port() {
    let server = start().await;
    let address = server.address();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    next(&mut stream).await;
    drop(server);
    assert_eq!(rest(&mut stream).await, b"");
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_dropped_server_leaves_no_task() {
    let before = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(&half_a_put()).await.unwrap();
    drop(server);
    rest(&mut stream).await;
    let settled = async {
        while tokio::runtime::Handle::current().metrics().num_alive_tasks() > before {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), settled).await.expect("all tasks end");
}

#[tokio::test]
async fn a_shutdown_lets_a_request_finish() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(&waiting_put()).await.unwrap();
    assert_eq!(next(&mut stream).await.status, 100);
    let stopping = tokio::spawn(server.shutdown(Duration::from_secs(20)));
    stream.write_all(b"helloworld").await.unwrap();
    assert_eq!(next(&mut stream).await.status, 200);
    timeout(Duration::from_secs(20), stopping).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_shutdown_cuts_what_does_not_finish_in_time() {
    let server = start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(&waiting_put()).await.unwrap();
    assert_eq!(next(&mut stream).await.status, 100);
    let ledger = server.ledger().clone();
    server.shutdown(Duration::from_millis(50)).await;
    assert_eq!(rest(&mut stream).await, b"");
    assert_eq!(ledger.entries().len(), 1);
}

/// Its answer 100 shows that the server is waiting for the body.
fn waiting_put() -> Vec<u8> {
    let fields = ["content-length: 10", "expect: 100-continue"];
    signed("PUT", "/bucket/key", "\n", "/bucket/key", &fields, b"")
}

fn half_a_put() -> Vec<u8> {
    signed(
        "PUT",
        "/bucket/key",
        "\n",
        "/bucket/key",
        &["content-length: 10"],
        b"hello",
    )
}
