//! Why the HTTP layer did not let a request through to the service.

use crate::wire::FramingError;

/// A reason below OSS: the request never became an operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpRefusal {
    /// The HTTP library cannot accept the head; its words.
    #[error("{0}")]
    Malformed(String),
    /// Where the request ends can be read in two ways, or not at all.
    #[error("{0}")]
    Unframed(FramingError),
    /// The HTTP library sees another request in these bytes than the record does.
    #[error("the request can be read in two ways")]
    Misread,
    /// The head has too many bytes or too many fields.
    #[error("the head is too large")]
    HeadTooLarge,
    /// The target is longer than a URI may be (65534 bytes).
    #[error("the request target is too long")]
    TargetTooLong,
    /// The client begins to speak HTTP/2.
    #[error("the client speaks http/2")]
    Http2,
    /// The client begins a TLS handshake.
    #[error("the client speaks tls, as for an https:// endpoint; give it an http:// endpoint")]
    Tls,
    /// The client asks a proxy for a tunnel.
    #[error("the client asks for a tunnel, as for an https:// endpoint behind a proxy; give it an http:// endpoint")]
    Tunnel,
    /// The head did not end in time.
    #[error("the head did not end in time")]
    HeadTimedOut,
    /// The connection ended inside the head.
    #[error("the connection ended inside the head")]
    CutOff,
    /// The request came behind one that ended the connection.
    #[error("an earlier request on the connection ended it")]
    NotReached,
    /// The connection was the quietest when a new one needed its place.
    #[error("the connection was too slow to keep its place among too many")]
    MadeWay,
    /// Too many connections are open.
    #[error("too many connections")]
    TooManyConnections,
}

impl HttpRefusal {
    /// The HTTP status that was answered; `None` when nothing was.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Malformed(_) | Self::Unframed(_) | Self::Misread | Self::Tls => Some(400),
            Self::Tunnel => Some(405),
            Self::HeadTooLarge => Some(431),
            Self::TargetTooLong => Some(414),
            Self::HeadTimedOut | Self::MadeWay => Some(408),
            Self::Http2 => Some(505),
            Self::TooManyConnections => Some(503),
            Self::CutOff | Self::NotReached => None,
        }
    }
}
