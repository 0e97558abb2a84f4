//! One connection of a client: a request at a time is decided upon.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};

use super::inbound::{Inbound, Next};
use super::pending::{Pending, Taken};
use super::refusal::{self, Refusal};
use super::route::Route;
use super::session::{self, Client, Ended, Upstream};
use super::stream::{Connection, Rewound};
use super::{Relay, drain};
use crate::proxy::hosts::Passage;
use crate::proxy::{Origin, Outcome, Protocol};
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
async fn refuse(relay: &Relay, mut client: Client, taken: Taken, refusal: Refusal) {
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

/// Leads a client to a host. Bytes for a host that is opened are requests, unless they begin as TLS does.
async fn tunnel(relay: Arc<Relay>, mut client: Client, taken: Taken, origin: Origin, passage: Passage) {
    if passage == Passage::Opened {
        if say_connected(&mut client).await.is_err() {
            return;
        }
        let Client { inbound, writer } = client;
        let (reader, mut read) = inbound.into_parts();
        let mut connection = reader.unsplit(writer);
        if read.is_empty() {
            let mut first = vec![0; FIRST];
            let Ok(length @ 1..) = connection.read(&mut first).await else {
                return;
            };
            first.truncate(length);
            read = first.into();
        }
        let is_tls = read.first() == Some(&HANDSHAKE);
        let connection: Connection = Box::new(Rewound {
            read,
            inner: connection,
        });
        if is_tls {
            return pass_unread(&relay, connection, taken, &origin).await;
        }
        let inside = Origin {
            protocol: Protocol::Http,
            ..origin
        };
        return Box::pin(serve(relay, connection, Some(inside))).await;
    }
    match relay.dial.connect(&origin).await {
        Ok(mut upstream) => {
            relay.recorder.settle(taken, Outcome::Tunnelled);
            if say_connected(&mut client).await.is_err() {
                return;
            }
            let Client { inbound, writer } = client;
            let (reader, read) = inbound.into_parts();
            let inner = reader.unsplit(writer);
            // Either end may end it in any way.
            let _ = copy_bidirectional(&mut Rewound { read, inner }, &mut upstream).await;
        }
        Err(error) => refuse(&relay, client, taken, Refusal::Dial(error)).await,
    }
}

/// Lets the bytes of a connection pass that was taken for one to be opened.
async fn pass_unread(relay: &Relay, mut connection: Connection, taken: Taken, origin: &Origin) {
    match relay.dial.connect(origin).await {
        Ok(mut upstream) => {
            relay.recorder.settle(taken, Outcome::Tunnelled);
            let _ = copy_bidirectional(&mut connection, &mut upstream).await;
        }
        Err(error) => {
            let why = words!("{}", error);
            relay.recorder.settle(taken, Outcome::Refused { status: None, why });
        }
    }
}

async fn say_connected(client: &mut Client) -> std::io::Result<()> {
    client
        .writer
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .await?;
    client.writer.flush().await
}

/// The first bytes of a tunnel, which show what is spoken in it.
const FIRST: usize = 4096;

/// The type of a record with a handshake (RFC 8446 section 5.1).
const HANDSHAKE: u8 = 22;
