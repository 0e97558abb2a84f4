//! Where few files may be open, nobody takes them all.

use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::ask::put;
use crate::support::served::Served;

/// Connections that say nothing.
async fn silent(address: std::net::SocketAddr, count: usize) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(TcpStream::connect(address).await.unwrap());
    }
    all
}

/// A client of each address is served, although others hold what they can.
async fn assert_served(served: &Served) {
    let asking = timeout(PATIENCE, put(served.oss, "a", "1"));
    assert_eq!(asking.await.expect("an answer in time").status, 200);
    let asking = timeout(PATIENCE, served.remembered(1));
    assert!(!asking.await.expect("an answer in time").is_empty());
}

#[tokio::test]
async fn silent_clients_of_either_address_starve_nobody_of_64_files() {
    let mut served = Served::start_with_files(64, &[]).await;
    assert!(
        served
            .prints("only 64 files")
            .await
            .contains("only 64 files may be open: room for 16 connections")
    );
    let _silent = [silent(served.inspect, 182).await, silent(served.oss, 182).await];
    assert_served(&served).await;
}

/// With a folder, in which files are opened too.
#[tokio::test]
async fn objects_are_kept_while_silent_clients_hold_what_they_can_of_48_files() {
    let data = tempfile::tempdir().unwrap();
    let served = Served::start_with_files(48, &["--data", data.path().to_str().unwrap()]).await;
    let _silent = [silent(served.oss, 100).await, silent(served.inspect, 100).await];
    assert_served(&served).await;
}

/// So few that accepting itself fails: those who say nothing make way, and nothing turns in circles.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn where_no_file_is_left_the_silent_make_way_and_nothing_spins() {
    let served = Served::start_with_files(FEWEST, &[]).await;
    let _silent = [silent(served.inspect, 40).await, silent(served.oss, 40).await];
    sleep(Duration::from_millis(500)).await;
    let before = served.busy();
    sleep(Duration::from_secs(1)).await;
    let busy = served.busy().saturating_sub(before);
    assert!(busy < Duration::from_millis(300), "{busy:?} of a second");
    assert_served(&served).await;
}

const PATIENCE: Duration = Duration::from_secs(10);

/// A server starts with so many, and has some for clients.
#[cfg(target_os = "linux")]
const FEWEST: u32 = 18;
