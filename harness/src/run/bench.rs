//! The bench that scenarios are played on: a server of its own for each, a clock that stands still.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use jiff::Timestamp;
use mock_oss::clock::FixedClock;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::server::{Config, Server};
use mock_oss::site::Site;
use mock_oss::store::MemoryStore;
use scenarios::play::PlayError;
use tokio::net::TcpListener;

/// The access key id of all scenarios.
pub const ACCESS_KEY_ID: &str = "testid";

/// Its secret; a published test value that opens nothing.
pub const ACCESS_KEY_SECRET: &str = "testsecret";

/// The moment at which all scenarios are played, so that two runs give the same bytes:
/// 2019-07-02 08:00 UTC, the day of the field report that this project answers.
///
/// # Panics
/// Never: the constant lies within the range of timestamps.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_second(1_562_054_400).expect("a moment in 2019 is a timestamp")
}

/// Why scenarios could not be played.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// No port on the loopback interface.
    #[error("no port on the loopback interface can be opened")]
    Listen(#[from] io::Error),
    /// The client's side failed.
    #[error("scenario `{scenario}` could not be played")]
    Play {
        /// Which one.
        scenario: &'static str,
        /// Why.
        source: PlayError,
    },
    /// The server has no record of a request that the client sent.
    #[error("scenario `{scenario}`: the server has no record of request {request}")]
    NoRecord {
        /// Which one.
        scenario: &'static str,
        /// Counted from 1.
        request: usize,
    },
}

/// A running mock OSS with an empty store.
pub(super) struct Bench {
    pub(super) server: Server,
    pub(super) store: Arc<MemoryStore>,
    pub(super) keyring: Keyring,
    pub(super) site: Site,
}

impl Bench {
    pub(super) async fn start() -> Result<Self, RunError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let store = Arc::new(MemoryStore::new());
        let keyring = Keyring::new().with(ACCESS_KEY_ID, Credential::new(ACCESS_KEY_SECRET));
        let site = Site::default();
        let config = Config {
            site: site.clone(),
            clock: Arc::new(FixedClock(now())),
            store: store.clone(),
            ..Config::new(keyring.clone())
        };
        Ok(Self {
            server: Server::start(listener, config)?,
            store,
            keyring,
            site,
        })
    }
}

/// The key pair on the client's side.
pub(super) fn client_credential() -> scenarios::credential::Credential {
    scenarios::credential::Credential::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)
}
