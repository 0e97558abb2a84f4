//! Both servers, running.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::server::{Config, EntryId, Server};
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, channel};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::watch::Knowledge;
use super::{Journal, inspect, watch};

/// What to serve, and where.
#[derive(Debug)]
pub struct Plan {
    /// Where OSS clients connect.
    pub oss: TcpListener,
    /// Where the journal is read.
    pub inspect: TcpListener,
    /// The service.
    pub config: Config,
    /// Where diagnosed requests are remembered.
    pub journal: Journal,
    /// How long the search for one request's cause may take; `None` for no limit.
    pub search_time: Option<Duration>,
    /// How many threads a long search may use.
    pub workers: NonZeroUsize,
}

/// A running mock OSS with its inspect address. Dropping it stops both.
#[derive(Debug)]
pub struct Serving {
    server: Server,
    journal: Journal,
    inspect_address: SocketAddr,
    tasks: JoinSet<()>,
    /// How far the journal is.
    reached: Receiver<EntryId>,
}

impl Serving {
    /// Starts both servers on the runtime this is called in.
    ///
    /// # Errors
    /// When a listener has no local address.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let inspect_address = plan.inspect.local_addr()?;
        let knowledge = Knowledge {
            keyring: Arc::new(plan.config.keyring.clone()),
            site: Arc::new(plan.config.site.clone()),
            search_time: plan.search_time,
            workers: plan.workers,
        };
        let journal = plan.journal;
        let server = Server::start(plan.oss, plan.config)?;
        let mut tasks = JoinSet::new();
        let (reach, reached) = channel(EntryId(0));
        tasks.spawn(watch::watch(server.ledger().clone(), journal.clone(), knowledge, reach));
        tasks.spawn(inspect::serve(plan.inspect, journal.clone()));
        Ok(Self {
            server,
            journal,
            inspect_address,
            tasks,
            reached,
        })
    }

    /// Where OSS clients connect.
    #[must_use]
    pub fn oss_address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Where the journal is read.
    #[must_use]
    pub fn inspect_address(&self) -> SocketAddr {
        self.inspect_address
    }

    /// The diagnosed requests.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Lets requests on their way finish for at most `grace`, and the journal come up with them for as
    /// long again, then stops everything.
    pub async fn shutdown(self, grace: Duration) {
        let Self {
            server,
            mut tasks,
            mut reached,
            ..
        } = self;
        let ledger = server.ledger().clone();
        server.shutdown(grace).await;
        if let Some(newest) = ledger.entries().last().map(|entry| entry.id) {
            // Whether it came so far or not, this is the end.
            let _ = timeout(grace, reached.wait_for(|reached| *reached >= newest)).await;
        }
        tasks.shutdown().await;
    }
}
