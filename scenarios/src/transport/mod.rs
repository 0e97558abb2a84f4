//! Writes exactly the bytes it is given and reads one reply.
//!
//! A client library would repair a head: order and case, two framings, repeated fields. Here the
//! head is the point, so the socket gets it as it is.
//!
//! - [`send`] one upload over one connection
//! - [`reply`] a response's head and body

pub mod reply;
pub mod send;

use std::{io, net::SocketAddr, time::Duration};

use thiserror::Error;

/// What can go wrong on a socket.
#[derive(Debug, Error)]
pub enum TransportError {
    /// No connection.
    #[error("no connection to {address}")]
    Connect {
        /// Where to.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// The request could not be written, and no reply came either.
    #[error("the request could not be written")]
    Write {
        /// Why.
        source: io::Error,
    },
    /// The reply could not be read.
    #[error("the reply could not be read")]
    Read {
        /// Why.
        source: io::Error,
    },
    /// Nothing happened for too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Silent,
    /// What came is not an HTTP/1.1 response.
    #[error("the reply is not a response: {reason}")]
    NotAResponse {
        /// What the parser found.
        reason: httparse::Error,
    },
    /// The connection ended within the reply.
    #[error("the reply is cut off")]
    CutOff,
    /// The reply is longer than this client reads.
    #[error("the reply is longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// The reply's body is not in chunks, although its head says so.
    #[error("the reply's chunks cannot be told apart")]
    BadChunk,
}

/// Longest wait for anything on a socket. Everything here talks to the loopback interface.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
