//! A server for one test.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::server::{Config, Entry, EntryId, Server};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::captures::keyring;
use super::raw::send;

/// The moment at which all test servers stand still: 2026-11-24T05:53:31Z.
pub(crate) const NOW: i64 = 1_795_499_611;

/// What test servers are told: the key pair of all tests and a clock that stands still.
pub(crate) fn config() -> Config {
    Config {
        clock: Arc::new(FixedClock(Timestamp::from_second(NOW).unwrap())),
        ..Config::new(keyring())
    }
}

pub(crate) async fn start() -> Server {
    start_with(config()).await
}

pub(crate) async fn start_with(config: Config) -> Server {
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = TcpListener::bind(loopback).await.unwrap();
    Server::start(listener, config).unwrap()
}

/// What a fresh server's ledger says of bytes after which the client says no more.
pub(crate) async fn one_entry(bytes: &[u8]) -> Arc<Entry> {
    let server = start().await;
    send(server.address(), bytes).await;
    let mut entries = entries(&server, 1).await;
    assert_eq!(entries.len(), 1);
    entries.remove(0)
}

/// The first `count` entries, once there are so many.
pub(crate) async fn entries(server: &Server, count: usize) -> Vec<Arc<Entry>> {
    let waiting = async {
        let mut last = EntryId(0);
        while server.ledger().entries().len() < count {
            let newer = server.ledger().wait_after(last).await;
            last = newer.last().map_or(last, |entry| entry.id);
        }
        server.ledger().entries()
    };
    timeout(Duration::from_secs(20), waiting)
        .await
        .expect("entries in time")
}
