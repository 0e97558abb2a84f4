//! What the relay says itself. All else that a client reads came from the service.

use std::time::Duration;

use mock_oss::wire::{Arrival, Received, TargetForm, WireError};
use tokio::io::AsyncWriteExt as _;
use tokio::time::timeout;

use super::stream::Writer;
use crate::proxy::DialError;
use crate::serve::HostName;
use crate::words::{Say, Words, wire, words};

/// Why a request is not passed on.
#[derive(Debug)]
pub(super) enum Refusal {
    Unreadable(WireError),
    Tls,
    Http2,
    OtherHost(HostName),
    NeverOpened(HostName),
    NoService,
    NoUpstream,
    TunnelInTunnel,
    Dial(DialError),
}

/// What the client itself said is told apart.
impl Say for Refusal {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::Unreadable(error) => words!("{}", error),
            Self::Tls => words!(
                "the client speaks tls here as to a service; give it this address as its proxy, http://, and its own \
                 endpoint"
            ),
            Self::Http2 => words!(
                "the client insists on http/2, which the service does not speak; make it speak http/1.1"
            ),
            Self::OtherHost(host) => {
                let host = wire(host.to_string());
                words!(
                    "`{}` is not on the list of hosts; --allow {} opens it, --tunnel {} lets it pass unread",
                    host,
                    host,
                    host
                )
            }
            Self::NeverOpened(host) => words!(
                "`{}` is never opened, and in plain text there is no other way; use https://",
                wire(host.to_string())
            ),
            Self::NoService => words!(
                "the target names no service as http://HOST[:PORT]/ does, or HOST:PORT for CONNECT"
            ),
            Self::NoUpstream => words!(
                "a path alone says not where it is to go; --upstream http://HOST names one service, or the client takes \
                 this address as its http proxy"
            ),
            Self::TunnelInTunnel => words!("a tunnel inside a tunnel"),
            Self::Dial(error) => words!("{}", error),
        });
    }
}

impl Refusal {
    /// Why bytes that are no head are refused.
    pub(super) fn of_unreadable(arrival: &Arrival, error: &WireError) -> Self {
        // Type 22, major version 3 (RFC 8446 section 5.1).
        if arrival.unread.starts_with(&[22, 3]) {
            Self::Tls
        } else {
            Self::Unreadable(error.clone())
        }
    }

    /// The status line's code and words.
    pub(super) fn status(&self) -> (u16, &'static str) {
        match self {
            Self::Unreadable(WireError::TooLong { .. } | WireError::TooManyFields { .. }) => {
                (431, "Request Header Fields Too Large")
            }
            Self::Unreadable(_) | Self::Tls | Self::NoService | Self::TunnelInTunnel => (400, "Bad Request"),
            Self::Http2 => (505, "HTTP Version Not Supported"),
            Self::OtherHost(_) | Self::NeverOpened(_) | Self::Dial(DialError::Forbidden { .. }) => (403, "Forbidden"),
            Self::NoUpstream => (404, "Not Found"),
            Self::Dial(DialError::Own(_)) => (508, "Loop Detected"),
            Self::Dial(DialError::NoAddress(..) | DialError::Connect(..) | DialError::Tls(..)) => (502, "Bad Gateway"),
        }
    }
}

/// Answers with a refusal, and that nothing follows.
pub(super) async fn say(writer: &mut Writer, refusal: &Refusal) {
    let (code, words) = refusal.status();
    let body = format!("whysig proxy: {}\n", words!("{}", refusal));
    let text = format!(
        "HTTP/1.1 {code} {words}\r\nserver: whysig\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let saying = async {
        writer.write_all(text.as_bytes()).await?;
        writer.flush().await
    };
    // A client that does not take even this is no loss.
    let _ = timeout(MOMENT, saying).await;
}

/// Whether a head asks for a tunnel (RFC 9110 section 9.3.6).
pub(super) fn asks_for_tunnel(received: &Received) -> bool {
    received.method() == b"CONNECT"
        && received.target_form() == TargetForm::Authority
        && received.query_span().is_none()
}

/// Most time for a last word.
const MOMENT: Duration = Duration::from_secs(1);
