//! Why bytes are not a request head at all.

/// A head that cannot even be split into a request line and field lines.
///
/// Everything milder is a [`Flaw`](super::Flaw) of a head that was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// No byte but line ends.
    #[error("the head is empty")]
    Empty,
    /// The first line is not `METHOD SP TARGET SP VERSION` (RFC 9112 section 3).
    #[error("byte {offset}: the request line is not `METHOD TARGET HTTP/1.x`")]
    RequestLine {
        /// Where the line begins.
        offset: usize,
    },
    /// The bytes ended before the blank line that closes a head.
    #[error("byte {offset}: the head ends before its blank line")]
    CutOff {
        /// How many bytes there were.
        offset: usize,
    },
    /// The head is longer than the server keeps.
    #[error("the head is longer than {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The head has more field lines than the server reads.
    #[error("the head has more than {limit} fields")]
    TooManyFields {
        /// The limit, in field lines.
        limit: usize,
    },
}
