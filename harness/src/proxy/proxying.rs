//! The relay and its inspect address, running.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use mock_oss::clock::Clock;
use mock_oss::server::{Ledger, LedgerBounds};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::relay::{Recorder, Relay, accept_all};
use super::{Ca, Dial, Entry, Hosts, Origin};
use crate::serve::{RequestLog, WatchPlan, Watching};

/// What to relay, and where.
#[derive(Debug)]
pub struct Plan {
    /// Where clients connect.
    pub listen: TcpListener,
    /// Which hosts may be relayed to.
    pub hosts: Hosts,
    /// How they are reached. Our own sockets are added.
    pub dial: Dial,
    /// Who vouches for the hosts that are opened.
    pub ca: Ca,
    /// Where requests in origin form go.
    pub upstream: Option<Origin>,
    /// Where the time of a request comes from.
    pub clock: Arc<dyn Clock>,
    /// How much may wait to be diagnosed.
    pub bounds: LedgerBounds,
    /// How requests are diagnosed.
    pub watch: WatchPlan,
}

/// A running relay with its inspect address. Dropping it stops both.
#[derive(Debug)]
pub struct Proxying {
    address: SocketAddr,
    ledger: Ledger<Entry>,
    watching: Watching,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Proxying {
    /// Starts both on the runtime this is called in.
    ///
    /// # Errors
    /// When a listener has no local address.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let address = plan.listen.local_addr()?;
        let ledger = Ledger::new(plan.bounds);
        let most = plan.watch.room.oss;
        let watching = Watching::start(&ledger, plan.watch)?;
        let mut dial = plan.dial;
        dial.own.extend([address, watching.inspect_address()]);
        let relay = Relay {
            recorder: Recorder {
                ledger: ledger.clone(),
                clock: plan.clock,
            },
            hosts: plan.hosts,
            dial,
            ca: plan.ca,
            upstream: plan.upstream,
        };
        let stop = watch::Sender::new(false);
        let accepting = tokio::spawn(accept_all(plan.listen, Arc::new(relay), most, stop.subscribe()));
        Ok(Self {
            address,
            ledger,
            watching,
            stop,
            accepting,
        })
    }

    /// Where clients connect.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the request log is read.
    #[must_use]
    pub fn inspect_address(&self) -> SocketAddr {
        self.watching.inspect_address()
    }

    /// What was received and answered, before it is diagnosed.
    #[must_use]
    pub fn ledger(&self) -> &Ledger<Entry> {
        &self.ledger
    }

    /// The diagnosed requests.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        self.watching.log()
    }

    /// Stops accepting, lets connections finish for at most `grace`, cuts the rest, and lets the request log come
    /// up for as long again.
    pub async fn shutdown(mut self, grace: Duration) {
        self.stop.send_replace(true);
        if timeout(grace, &mut self.accepting).await.is_err() {
            self.accepting.abort();
            // It ends as cancelled, which is what was asked for.
            let _ = (&mut self.accepting).await;
        }
        let ledger = self.ledger.clone();
        self.watching.shutdown(&ledger, grace).await;
    }
}
