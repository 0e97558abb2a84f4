//! What CONNECT leads to.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::{AlertDescription, Error};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::Relay;
use super::connection::{refuse, serve};
use super::pending::Taken;
use super::refusal::Refusal;
use super::session::Client;
use super::stream::{Connection, Rewound};
use crate::proxy::hosts::Passage;
use crate::proxy::{Origin, Outcome, Protocol};
use crate::words::{Words, wire, words};

/// Leads a client to a host. What is spoken to a host that is opened is read, TLS or not.
pub(super) async fn tunnel(relay: Arc<Relay>, client: Client, taken: Taken, origin: Origin, passage: Passage) {
    match passage {
        Passage::Opened => open(relay, client, taken, origin).await,
        Passage::Tunnelled | Passage::Refused => pass_unread(&relay, client, taken, &origin).await,
    }
}

async fn open(relay: Arc<Relay>, mut client: Client, taken: Taken, origin: Origin) {
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
    let protocol = if read.first() == Some(&HANDSHAKE) {
        Protocol::Https
    } else {
        Protocol::Http
    };
    let mut connection: Connection = Box::new(Rewound {
        read,
        inner: connection,
    });
    if protocol == Protocol::Https {
        match play(&relay, connection, &origin).await {
            Ok(opened) => connection = opened,
            Err(why) => return relay.recorder.settle(taken, Outcome::Refused { status: None, why }),
        }
    }
    let inside = Origin { protocol, ..origin };
    Box::pin(serve(relay, connection, Some(inside))).await;
}

/// Speaks TLS to a client in the place of a host; or why it did not let us.
async fn play(relay: &Relay, connection: Connection, origin: &Origin) -> Result<Connection, Words> {
    let config = relay
        .ca
        .playing(&origin.host)
        .map_err(|error| words!("{}", wire(error.to_string())))?;
    let shaking = timeout(PATIENCE, TlsAcceptor::from(config).accept(connection)).await;
    match shaking {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(why_not(&error)),
        Err(_) => Err("the client began a tls handshake and did not go on with it".into()),
    }
}

/// What a handshake that the client ended means, and what to do.
fn why_not(error: &io::Error) -> Words {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match inner {
        Some(Error::NoApplicationProtocol) => {
            "the client insists on another protocol than http/1.1, which is the only one that the service is spoken \
             to by; make it speak that"
                .into()
        }
        Some(Error::AlertReceived(alert)) if DISTRUST.contains(alert) => {
            words!("{} (its alert: {})", UNTRUSTED, wire(format!("{alert:?}")))
        }
        None if error.kind() == io::ErrorKind::UnexpectedEof => {
            words!("{} (it closed the connection inside the handshake)", UNTRUSTED)
        }
        _ => words!(
            "the client and this relay could not agree on tls: {}",
            wire(error.to_string())
        ),
    }
}

/// What clients say of a certificate that they do not trust (RFC 8446 section 6.2).
const DISTRUST: [AlertDescription; 5] = [
    AlertDescription::UnknownCA,
    AlertDescription::BadCertificate,
    AlertDescription::CertificateUnknown,
    AlertDescription::UnsupportedCertificate,
    AlertDescription::DecryptError,
];

const UNTRUSTED: &str = "the client does not trust the certificate that this relay made for the host: run it as \
                         `whysig proxy -- CMD`, or set NODE_EXTRA_CA_CERTS to the file `ca`, and REQUESTS_CA_BUNDLE, \
                         CURL_CA_BUNDLE or SSL_CERT_FILE to the file `bundle`, which are named at the start";

async fn pass_unread(relay: &Relay, mut client: Client, taken: Taken, origin: &Origin) {
    match relay.dial.reach(origin).await {
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
        Err(error) => refuse(relay, client, taken, Refusal::Dial(error)).await,
    }
}

async fn say_connected(client: &mut Client) -> io::Result<()> {
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

/// How long a handshake may take.
const PATIENCE: Duration = Duration::from_secs(15);
