//! The mock OSS and its inspect address, running.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use mock_oss::server::{Config, Server};
use tokio::net::TcpListener;

use super::{RequestLog, WatchPlan, Watching};

/// What to serve, and where.
#[derive(Debug)]
pub struct Plan {
    /// Where OSS clients connect.
    pub oss: TcpListener,
    /// The service.
    pub config: Config,
    /// How its requests are diagnosed.
    pub watch: WatchPlan,
}

/// A running mock OSS with its inspect address. Dropping it stops both.
#[derive(Debug)]
pub struct Serving {
    server: Server,
    watching: Watching,
}

impl Serving {
    /// Starts both servers on the runtime this is called in.
    ///
    /// # Errors
    /// When a listener has no local address.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let mut config = plan.config;
        config.bounds.connections = config.bounds.connections.min(plan.watch.room.oss);
        let server = Server::start(plan.oss, config)?;
        let watching = Watching::start(server.ledger(), plan.watch)?;
        Ok(Self { server, watching })
    }

    /// Where OSS clients connect.
    #[must_use]
    pub fn oss_address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Where the request log is read.
    #[must_use]
    pub fn inspect_address(&self) -> SocketAddr {
        self.watching.inspect_address()
    }

    /// The diagnosed requests.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        self.watching.log()
    }

    /// Lets requests on their way finish for at most `grace`, and the request log come up with them for as
    /// long again, then stops everything. Searches end where they are.
    pub async fn shutdown(self, grace: Duration) {
        let ledger = self.server.ledger().clone();
        self.server.shutdown(grace).await;
        self.watching.shutdown(&ledger, grace).await;
    }
}
