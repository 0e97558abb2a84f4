//! One connection of a client: a request at a time is decided upon.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;

use super::inbound::{Inbound, Next};
use super::pending::{Pending, Taken};
use super::refusal::{self, Refusal};
use super::route::Route;
use super::session::{self, Client, Ended, Upstream};
use super::stream::Connection;
use super::tunnel::tunnel;
use super::{Relay, drain};
use crate::proxy::{Origin, Outcome};
use crate::words::words;

/// Serves a connection to its end. `inside` is the service that the tunnel around it leads to.
pub(super) async fn serve(relay: Arc<Relay>, connection: Connection, inside: Option<Origin>) {
    let (reader, writer) = tokio::io::split(connection);
    let mut client = Client {
        inbound: Inbound::new(reader),
        writer,
    };
    let mut parked: BTreeMap<Origin, Upstream> = BTreeMap::new();
    let mut next = None;
    loop {
        let route = match next.take() {
            Some(route) => route,
            None => match client.inbound.next().await {
                Ok(Next::Head(arrival)) => relay.route(&arrival, inside.as_ref()),
                Ok(Next::Raw(_) | Next::End) | Err(_) => return,
            },
        };
        let taken = match route {
            Route::Service(taken) => taken,
            Route::Tunnel(taken, origin, passage) => return tunnel(relay, client, taken, origin, passage).await,
            Route::Nowhere(taken, refusal) => return refuse(&relay, client, taken, refusal).await,
        };
        let Some(origin) = taken.upstream().cloned() else {
            return;
        };
        let known = match parked.remove(&origin) {
            Some(mut upstream) => upstream.is_quiet().await.then_some(upstream),
            None => None,
        };
        let mut upstream = match known {
            Some(upstream) => upstream,
            None => match relay.dial.connect(&origin).await {
                Ok(connection) => Upstream::new(connection),
                Err(error) => return refuse(&relay, client, taken, Refusal::Dial(error)).await,
            },
        };
        let pending = Pending::new(relay.recorder.clone());
        let route = |arrival: &_| match relay.route(arrival, inside.as_ref()) {
            Route::Service(taken) if taken.upstream() == Some(&origin) => Ok(taken),
            other => Err(Box::new(other)),
        };
        match session::run(&mut client, &mut upstream, &pending, taken, route).await {
            Ended::Next(route) => {
                parked.insert(origin, upstream);
                next = Some(*route);
            }
            Ended::Over => return,
        }
    }
}

/// Says why a request goes nowhere, and closes the connection so that this arrives.
pub(super) async fn refuse(relay: &Relay, mut client: Client, taken: Taken, refusal: Refusal) {
    let (status, _) = refusal.status();
    let outcome = Outcome::Refused {
        status: Some(status),
        why: words!("{}", refusal),
    };
    relay.recorder.settle(taken, outcome);
    refusal::say(&mut client.writer, &refusal).await;
    drain::rest_of_body(&mut client.inbound).await;
    let _ = client.writer.shutdown().await;
    drain::linger(&mut client.inbound).await;
}
