//! One upload over one connection.

use std::net::SocketAddr;

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};

use super::{
    PATIENCE, TransportError,
    reply::{self, Reply},
};
use crate::outgoing::Framing;

/// The body as it goes over the wire.
#[must_use]
pub fn frame(body: &[u8], framing: Framing) -> Vec<u8> {
    match framing {
        Framing::Plain => body.to_vec(),
        Framing::Chunked => {
            let mut wire = Vec::with_capacity(body.len() + 32);
            for piece in body.chunks(PIECE) {
                wire.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
                wire.extend_from_slice(piece);
                wire.extend_from_slice(b"\r\n");
            }
            wire.extend_from_slice(b"0\r\n\r\n");
            wire
        }
    }
}

/// Whether more could follow on a connection after the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The request is complete; the connection stays open.
    Open,
    /// The head announces more than there is. Node would keep the connection open until somebody's
    /// patience ends; here the end is told at once, so that the server need not wait for it.
    Short,
}

/// Sends a head and a framed body and reads the reply. `None` when the server closed the
/// connection without one.
///
/// A server may answer and close before it has the whole body; the reply counts then, not the
/// failed write.
///
/// # Errors
///
/// When there is no connection, or what came back is not a response.
pub async fn exchange(
    to: SocketAddr,
    head: &[u8],
    body: &[u8],
    ending: Ending,
) -> Result<Option<Reply>, TransportError> {
    let connect = timeout(PATIENCE, TcpStream::connect(to));
    let mut stream = connect
        .await
        .map_err(|_| TransportError::Silent)?
        .map_err(|source| TransportError::Connect { address: to, source })?;
    let written = timeout(PATIENCE, write(&mut stream, head, body, ending))
        .await
        .map_err(|_| TransportError::Silent)?;
    let read = timeout(PATIENCE, reply::read(&mut stream))
        .await
        .map_err(|_| TransportError::Silent)?;
    match (written, read) {
        (Err(source), Err(_) | Ok(None)) => Err(TransportError::Write { source }),
        (_, read) => read,
    }
}

async fn write(stream: &mut TcpStream, head: &[u8], body: &[u8], ending: Ending) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.write_all(head).await?;
    stream.write_all(body).await?;
    match ending {
        Ending::Open => stream.flush().await,
        Ending::Short => stream.shutdown().await,
    }
}

/// Node reads files and sockets in pieces of this size, and writes each as one chunk
/// (`highWaterMark` of `fs.createReadStream`; a network stream's pieces may be smaller).
const PIECE: usize = 64 * 1024;
