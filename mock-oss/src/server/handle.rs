//! Starting and stopping.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use super::connection::{self, Admitted, Places};
use super::ledger::Happened;
use super::service::Service;
use super::{Config, HttpRefusal, Ledger, Outcome};
use crate::wire::Arrival;

/// A running server. Dropping it stops it: the listener closes and every connection is cut.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    ledger: Ledger,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves what `listener` accepts, on the runtime this is called in.
    ///
    /// # Errors
    /// When the listener has no local address.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn start(listener: TcpListener, config: Config) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let service = Arc::new(Service::new(config));
        let ledger = service.ledger.clone();
        let stop = watch::Sender::new(false);
        let accepting = tokio::spawn(accept_all(listener, service, stop.subscribe()));
        Ok(Self {
            address,
            ledger,
            stop,
            accepting,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it received, judged and answered.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Stops accepting, lets requests on their way finish for at most `grace`, cuts the rest, and
    /// returns when no task of the server is left.
    pub async fn shutdown(mut self, grace: Duration) {
        self.stop.send_replace(true);
        if timeout(grace, &mut self.accepting).await.is_err() {
            self.accepting.abort();
            // It ends as cancelled, which is what was asked for.
            let _ = (&mut self.accepting).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns the listener and the set of connection tasks, which are cut with it.
        self.accepting.abort();
    }
}

/// Accepts until it is told to stop, then waits for the connections.
async fn accept_all(listener: TcpListener, service: Arc<Service>, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let places = Places::new(service.config.bounds.connections);
    let mut pause = SHORTEST_PAUSE;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    pause = SHORTEST_PAUSE;
                    admit(stream, &mut connections, &service, &places, &stop);
                }
                // Out of file descriptors, or a connection that died in the queue.
                Err(error) => {
                    places.not_accepted(&error);
                    sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

fn admit(
    stream: TcpStream,
    connections: &mut JoinSet<()>,
    service: &Arc<Service>,
    places: &Places,
    stop: &watch::Receiver<bool>,
) {
    // Without it small answers wait for the client's delayed acknowledgement, 40 ms each.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    match Admitted::new(stream, places, service.config.bounds) {
        Ok(admitted) => {
            connections.spawn(connection::serve(admitted, Arc::clone(service), stop.clone()));
        }
        Err(stream) => {
            let outcome = Outcome::RefusedByHttp(HttpRefusal::TooManyConnections);
            let now = service.config.clock.now();
            let nothing = Happened::new(now, Arc::new(Arrival::nothing()));
            service.ledger.push(nothing, outcome);
            connections.spawn(connection::turn_away(stream));
        }
    }
}

/// Between two accepts that fail, at first and at most.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(200);
