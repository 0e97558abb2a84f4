//! From a ledger to the inspect address: what `serve` and `proxy` have in common.

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::keyring::Keyring;
use mock_oss::server::{EntryId, Ledger};
use mock_oss::site::Site;
use tokio::net::TcpListener;
use tokio::sync::watch::{Receiver, channel};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

use super::lanes::{self, Knowledge, Stop};
use super::{AllowedHosts, RequestLog, Room, Settled, inspect};
use crate::diagnosis::Judge;

/// How requests are diagnosed, and where they are looked at.
#[derive(Debug)]
pub struct WatchPlan {
    /// Where the request log is read.
    pub inspect: TcpListener,
    /// Which hosts a request there may name.
    pub inspect_hosts: AllowedHosts,
    /// How many connections there may be, here and there.
    pub room: Room,
    /// The access keys that are known.
    pub keyring: Keyring,
    /// The names the service answers to.
    pub site: Site,
    /// Who judges the requests.
    pub judge: Judge,
    /// Where diagnosed requests are remembered.
    pub log: RequestLog,
    /// How long the search for one request's cause may take; `None` for no limit.
    pub search_time: Option<Duration>,
    /// How many threads a long search may use.
    pub workers: NonZeroUsize,
}

/// The lanes from a ledger to the request log, and the inspect address. Dropping it stops both.
#[derive(Debug)]
pub struct Watching {
    log: RequestLog,
    inspect_address: SocketAddr,
    tasks: JoinSet<()>,
    searching: JoinSet<()>,
    quick: AbortHandle,
    /// How far the quick lane is.
    reached: Receiver<EntryId>,
    stop: Stop,
}

impl Watching {
    /// Starts on the runtime this is called in.
    ///
    /// # Errors
    /// When the listener has no local address.
    pub fn start<E: Settled>(ledger: &Ledger<E>, plan: WatchPlan) -> io::Result<Self> {
        let inspect_address = plan.inspect.local_addr()?;
        let stop = Stop::default();
        let knowledge = Knowledge {
            keyring: Arc::new(plan.keyring),
            site: Arc::new(plan.site),
            judge: plan.judge,
            search_time: plan.search_time,
            workers: plan.workers,
            stopped: stop.listener(),
        };
        let log = plan.log;
        let mut tasks = JoinSet::new();
        let (reach, reached) = channel(EntryId(0));
        let (slow, jobs) = lanes::lane();
        let mut searching = JoinSet::new();
        searching.spawn(lanes::search(jobs, log.clone(), knowledge.clone()));
        let watch = lanes::watch(ledger.clone(), log.clone(), knowledge, slow, reach);
        let quick = tasks.spawn(watch);
        tasks.spawn(inspect::serve(
            plan.inspect,
            log.clone(),
            plan.inspect_hosts,
            plan.room.inspect,
        ));
        Ok(Self {
            log,
            inspect_address,
            tasks,
            searching,
            quick,
            reached,
            stop,
        })
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

    /// Lets the request log come up with the ledger for at most `grace`, then stops everything. Searches end
    /// where they are.
    pub async fn shutdown<E: Settled>(mut self, ledger: &Ledger<E>, grace: Duration) {
        self.stop.tell();
        let come_up = async {
            if let Some(newest) = ledger.entries().last().map(|entry| entry.id()) {
                let _ = self.reached.wait_for(|reached| *reached >= newest).await;
            }
            // With it goes the way to the slow lane, which ends once it told all that waits there.
            self.quick.abort();
            let _ = self.searching.join_next().await;
        };
        // Whether it came so far or not, this is the end.
        let _ = timeout(grace, come_up).await;
        self.searching.shutdown().await;
        self.tasks.shutdown().await;
    }
}
