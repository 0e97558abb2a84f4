//! The mock-oss that the clients upload to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use mock_oss::server::{Config, Server};
use mock_oss::site::Site;
use mock_oss::verify::Address;
use mock_oss::wire::Received;
use tests::real::{BUCKET, keyring};
use tokio::net::TcpListener;

/// How long requests on their way may take when the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// An upload as it arrived.
pub(crate) struct Upload {
    pub(crate) head: Vec<u8>,
    pub(crate) body_bytes: u64,
    /// What was answered; `None` when the connection ended first.
    pub(crate) status: Option<u16>,
}

/// A running server.
pub(crate) struct Store(Server);

impl Store {
    pub(crate) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        Ok(Self(Server::start(listener, Config::new(keyring()))?))
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.address().port()
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.0.address()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.address())
    }

    /// Stops the server and tells what was uploaded, by key.
    pub(crate) async fn end(self) -> BTreeMap<String, Vec<Upload>> {
        let ledger = self.0.ledger().clone();
        self.0.shutdown(GRACE).await;
        let mut uploads: BTreeMap<String, Vec<Upload>> = BTreeMap::new();
        for entry in ledger.entries() {
            let Some(key) = entry.arrival.head.as_ref().ok().and_then(key) else {
                continue;
            };
            uploads.entry(key).or_default().push(Upload {
                head: entry.head().to_vec(),
                body_bytes: entry.arrival.body.bytes(),
                status: entry.status(),
            });
        }
        uploads
    }
}

/// The uploaded key, in the clients' bucket.
fn key(received: &Received) -> Option<String> {
    let address = Address::of(received, &Site::default()).ok()?;
    let own = address.bucket.as_deref() == Some(BUCKET.as_bytes()) && received.method() == b"PUT";
    own.then_some(address.key).and_then(|key| String::from_utf8(key).ok())
}
