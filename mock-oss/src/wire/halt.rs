//! Why nothing more of a connection is given on.

use super::{FramingError, WireError};

/// Where readers could differ on where a request ends, or where there is no request at all. The connection
/// ends here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// The head could not be read.
    Unreadable(WireError),
    /// The head does not say where its body ends.
    Unframed(FramingError),
    /// What began can become no request.
    NoRequest,
    /// The client begins to speak HTTP/2 (RFC 9113 section 3.4).
    Http2,
    /// The target is longer than a URI may be.
    TargetTooLong,
    /// The HTTP library did not see the end of a whole head.
    Misread,
    /// The chunk framing is broken; the body says where.
    BrokenBody,
}
