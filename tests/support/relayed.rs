//! A relay in this process, and services behind it that say what a test wants.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use harness::diagnosis::{ClockSource, Judge, KeySource};
use harness::proxy::{Ca, Dial, Entry, Hosts, Plan, Proxying};
use harness::serve::{AllowedHosts, Record, RequestLog, Room, WatchPlan};
use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::keyring::Keyring;
use mock_oss::server::LedgerBounds;
use mock_oss::site::Site;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::captures::keyring;
use super::server::NOW;

/// The service that all relays of tests lead to, and what it is called on the wire.
pub(crate) const HOST: &str = "bucket.oss-cn-hangzhou.aliyuncs.com";

/// How a client reaches a service through a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// As if it were the service.
    Straight,
    /// As its http proxy.
    Absolute,
    /// Through a tunnel.
    Connect,
}

impl Face {
    pub(crate) const ALL: [Self; 3] = [Self::Straight, Self::Absolute, Self::Connect];

    /// The target of a request to the service.
    pub(crate) fn target(self, path: &str) -> String {
        match self {
            Self::Absolute => format!("http://{HOST}{path}"),
            Self::Straight | Self::Connect => path.to_owned(),
        }
    }

    /// A connection on which requests to the service can be sent.
    pub(crate) async fn connect(self, relay: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(relay).await.unwrap();
        stream.set_nodelay(true).unwrap();
        if self == Self::Connect {
            let ask = format!("CONNECT {HOST}:80 HTTP/1.1\r\nHost: {HOST}:80\r\n\r\n");
            stream.write_all(ask.as_bytes()).await.unwrap();
            let mut said = [0; CONNECTED.len()];
            stream.read_exact(&mut said).await.unwrap();
            assert_eq!(said, CONNECTED, "{}", String::from_utf8_lossy(&said));
        }
        stream
    }
}

const CONNECTED: [u8; 39] = *b"HTTP/1.1 200 Connection established\r\n\r\n";

/// A relay that knows the pair of all tests and leads all of the vendor's hosts to `service`.
pub(crate) async fn start(service: SocketAddr) -> Proxying {
    start_with(plan(service, keyring()).await)
}

pub(crate) fn start_with(plan: Plan) -> Proxying {
    Proxying::start(plan).unwrap()
}

/// What such a relay is told.
pub(crate) async fn plan(service: SocketAddr, keyring: Keyring) -> Plan {
    let resolve = format!("*.aliyuncs.com:80:{service}").parse().unwrap();
    let ca = Ca::new(&Hosts::default(), Timestamp::from_second(NOW).unwrap()).unwrap();
    let loopback = || TcpListener::bind("127.0.0.1:0");
    Plan {
        listen: loopback().await.unwrap(),
        hosts: Hosts::default(),
        ca,
        dial: Dial {
            resolve: vec![resolve],
            ..Dial::default()
        },
        upstream: Some(format!("http://{HOST}").parse().unwrap()),
        clock: Arc::new(FixedClock(Timestamp::from_second(NOW).unwrap())),
        bounds: LedgerBounds::default(),
        watch: WatchPlan {
            inspect: loopback().await.unwrap(),
            inspect_hosts: AllowedHosts::default(),
            room: Room::default(),
            keyring,
            site: Site::default(),
            judge: Judge::Reader {
                keys: KeySource::Given,
                clock: ClockSource::Given,
            },
            log: RequestLog::new(10_000),
            search_time: Some(Duration::from_secs(10)),
            workers: NonZeroUsize::MIN,
        },
    }
}

/// The first `count` entries of its ledger, once there are so many.
pub(crate) async fn entries(relay: &Proxying, count: usize) -> Vec<Arc<Entry>> {
    let waiting = async {
        loop {
            let entries = relay.ledger().entries();
            if entries.len() >= count {
                return entries;
            }
            sleep(TICK).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("entries in time")
}

/// The first `count` diagnosed requests, once there are so many.
pub(crate) async fn records(relay: &Proxying, count: usize) -> Vec<Arc<Record>> {
    let waiting = async {
        loop {
            let records = relay.log().after(0);
            if records.len() >= count {
                return records;
            }
            sleep(TICK).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("records in time")
}

/// A service that reads a connection to its end and then says something, whatever it read.
pub(crate) struct Listener {
    pub(crate) address: SocketAddr,
    heard: mpsc::UnboundedReceiver<Vec<u8>>,
    says: Arc<Mutex<Vec<u8>>>,
}

impl Listener {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, heard) = mpsc::unbounded_channel();
        let says: Arc<Mutex<Vec<u8>>> = Arc::default();
        let words = Arc::clone(&says);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (sender, words) = (sender.clone(), Arc::clone(&words));
                tokio::spawn(async move {
                    let mut bytes = Vec::new();
                    stream.read_to_end(&mut bytes).await.unwrap();
                    // Whoever listens no more has seen enough.
                    let _ = sender.send(bytes);
                    let words = words.lock().unwrap().clone();
                    let _ = stream.write_all(&words).await;
                });
            }
        });
        Self { address, heard, says }
    }

    /// What it says from now on.
    pub(crate) fn say(&self, bytes: &[u8]) {
        *self.says.lock().unwrap() = bytes.to_vec();
    }

    /// All bytes of the next connection that ended.
    pub(crate) async fn hears(&mut self) -> Vec<u8> {
        let heard = timeout(PATIENCE, self.heard.recv()).await;
        heard.expect("bytes in time").unwrap()
    }
}

/// A service that treats each of its connections so.
pub(crate) async fn service<F: Future<Output = ()> + Send + 'static>(
    treat: impl Fn(TcpStream) -> F + Send + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(treat(stream));
        }
    });
    address
}

const PATIENCE: Duration = Duration::from_secs(20);
const TICK: Duration = Duration::from_millis(5);
