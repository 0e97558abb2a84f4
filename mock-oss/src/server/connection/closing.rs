//! The end of a connection: what hyper does not say, and saying it so that it arrives.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::server::HttpRefusal;
use crate::wire::{Halt, WireError};

/// Answers a connection that is one too many, and closes it.
pub(in crate::server) async fn turn_away(mut stream: TcpStream) {
    say(&mut stream, "503 Service Unavailable").await;
}

/// Says `status` where hyper does not, and that nothing follows. A client that does not take even this is no
/// loss.
pub(super) async fn say(stream: &mut (impl AsyncWrite + Unpin), status: &str) {
    let text = format!("HTTP/1.1 {status}\r\nserver: AliyunOSS\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let saying = async {
        stream.write_all(text.as_bytes()).await?;
        stream.shutdown().await
    };
    let _ = timeout(PATIENCE, saying).await;
}

/// Takes what is still on its way, for a moment, and throws it away: closing under it would reset the
/// connection, and the client would lose the answer (RFC 9112 section 9.6).
pub(super) async fn linger(stream: &mut (impl AsyncRead + Unpin)) {
    let mut piece = [0; 4096];
    let taking = async { while matches!(stream.read(&mut piece).await, Ok(1..)) {} };
    let _ = timeout(PATIENCE, taking).await;
}

/// What the wire refused.
pub(super) fn of_halt(halt: Halt) -> Option<HttpRefusal> {
    match halt {
        Halt::Unreadable(WireError::TooLong { .. } | WireError::TooManyFields { .. }) => {
            Some(HttpRefusal::HeadTooLarge)
        }
        Halt::Unreadable(error) => Some(HttpRefusal::Malformed(error.to_string())),
        Halt::Unframed(error) => Some(HttpRefusal::Unframed(error)),
        Halt::NoRequest => Some(HttpRefusal::Malformed("this is no http request".to_owned())),
        Halt::Http2 => Some(HttpRefusal::Http2),
        Halt::TargetTooLong => Some(HttpRefusal::TargetTooLong),
        Halt::Misread => Some(HttpRefusal::Misread),
        // The request is answered; its body says the rest.
        Halt::BrokenBody => None,
    }
}

/// What hyper refused, if it refused something.
pub(super) fn of_error(error: &hyper::Error) -> Option<HttpRefusal> {
    if error.is_user() {
        return Some(HttpRefusal::Misread);
    }
    if error.is_parse_too_large() {
        return Some(HttpRefusal::HeadTooLarge);
    }
    error.is_parse().then(|| HttpRefusal::Malformed(error.to_string()))
}

/// The status line for a refusal that hyper does not answer itself.
pub(super) fn status_line(refusal: &HttpRefusal) -> &'static str {
    match refusal {
        HttpRefusal::HeadTimedOut | HttpRefusal::MadeWay => "408 Request Timeout",
        HttpRefusal::Http2 => "505 HTTP Version Not Supported",
        HttpRefusal::HeadTooLarge => "431 Request Header Fields Too Large",
        HttpRefusal::TargetTooLong => "414 URI Too Long",
        HttpRefusal::TooManyConnections => "503 Service Unavailable",
        HttpRefusal::Tunnel => "405 Method Not Allowed",
        HttpRefusal::Malformed(_)
        | HttpRefusal::Unframed(_)
        | HttpRefusal::Misread
        | HttpRefusal::Tls
        | HttpRefusal::CutOff
        | HttpRefusal::NotReached => "400 Bad Request",
    }
}

/// Most time for a last word, and for what is still on its way.
const PATIENCE: Duration = Duration::from_secs(1);
