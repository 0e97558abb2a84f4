//! Both servers, running.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::server::{Config, EntryId, Server};
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, channel};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

use super::lanes::{self, Knowledge, Stop};
use super::{AllowedHosts, RequestLog, inspect};

/// What to serve, and where.
#[derive(Debug)]
pub struct Plan {
    /// Where OSS clients connect.
    pub oss: TcpListener,
    /// Where the request log is read.
    pub inspect: TcpListener,
    /// Which hosts a request there may name.
    pub inspect_hosts: AllowedHosts,
    /// The service.
    pub config: Config,
    /// Where diagnosed requests are remembered.
    pub log: RequestLog,
    /// How long the search for one request's cause may take; `None` for no limit.
    pub search_time: Option<Duration>,
    /// How many threads a long search may use.
    pub workers: NonZeroUsize,
}

/// A running mock OSS with its inspect address. Dropping it stops both.
#[derive(Debug)]
pub struct Serving {
    server: Server,
    log: RequestLog,
    inspect_address: SocketAddr,
    tasks: JoinSet<()>,
    searching: JoinSet<()>,
    watching: AbortHandle,
    /// How far the quick lane is.
    reached: Receiver<EntryId>,
    stop: Stop,
}

impl Serving {
    /// Starts both servers on the runtime this is called in.
    ///
    /// # Errors
    /// When a listener has no local address.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let inspect_address = plan.inspect.local_addr()?;
        let stop = Stop::default();
        let knowledge = Knowledge {
            keyring: Arc::new(plan.config.keyring.clone()),
            site: Arc::new(plan.config.site.clone()),
            search_time: plan.search_time,
            workers: plan.workers,
            stopped: stop.listener(),
        };
        let log = plan.log;
        let server = Server::start(plan.oss, plan.config)?;
        let mut tasks = JoinSet::new();
        let (reach, reached) = channel(EntryId(0));
        let (slow, jobs) = lanes::lane();
        let mut searching = JoinSet::new();
        searching.spawn(lanes::search(jobs, log.clone(), knowledge.clone()));
        let watch = lanes::watch(server.ledger().clone(), log.clone(), knowledge, slow, reach);
        let watching = tasks.spawn(watch);
        tasks.spawn(inspect::serve(plan.inspect, log.clone(), plan.inspect_hosts));
        Ok(Self {
            server,
            log,
            inspect_address,
            tasks,
            searching,
            watching,
            reached,
            stop,
        })
    }

    /// Where OSS clients connect.
    #[must_use]
    pub fn oss_address(&self) -> SocketAddr {
        self.server.address()
    }

    /// Where the request log is read.
    #[must_use]
    pub fn inspect_address(&self) -> SocketAddr {
        self.inspect_address
    }

    /// The diagnosed requests.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.log
    }

    /// Lets requests on their way finish for at most `grace`, and the request log come up with them for as
    /// long again, then stops everything. Searches end where they are.
    pub async fn shutdown(self, grace: Duration) {
        let Self {
            server,
            mut tasks,
            mut searching,
            watching,
            mut reached,
            stop,
            ..
        } = self;
        let ledger = server.ledger().clone();
        server.shutdown(grace).await;
        stop.tell();
        let come_up = async {
            if let Some(newest) = ledger.entries().last().map(|entry| entry.id) {
                let _ = reached.wait_for(|reached| *reached >= newest).await;
            }
            // With it goes the way to the slow lane, which ends once it told all that waits there.
            watching.abort();
            let _ = searching.join_next().await;
        };
        // Whether it came so far or not, this is the end.
        let _ = timeout(grace, come_up).await;
        searching.shutdown().await;
        tasks.shutdown().await;
    }
}
