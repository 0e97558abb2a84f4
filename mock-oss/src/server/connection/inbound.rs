//! A body on its way in, whose unread rest is not lost sight of.

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Frame, Incoming};
use tokio::sync::mpsc;

/// The body of a request. What nobody has read of it when it is dropped goes to the connection, which
/// reads it and throws it away: so the client can finish sending, read the answer and ask again.
/// Closing under it would reset the connection and lose the answer.
#[derive(Debug)]
pub(in crate::server) struct Inbound {
    /// `None` once it has ended.
    incoming: Option<Incoming>,
    unread: mpsc::UnboundedSender<Incoming>,
    expectation: Expectation,
}

/// Whether the client sends the body by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expectation {
    /// It does.
    None,
    /// It waits for leave, which hyper gives at the first reading (RFC 9110 section 10.1.1). A body that
    /// nobody began to read is not asked for.
    Continue,
}

impl Inbound {
    /// A body that nobody has begun to read. Its unread rest is sent to `unread`.
    pub(super) fn new(incoming: Incoming, unread: mpsc::UnboundedSender<Incoming>, expectation: Expectation) -> Self {
        Self {
            incoming: Some(incoming),
            unread,
            expectation,
        }
    }

    /// The next piece; `None` at the end and after an error.
    pub(super) async fn frame(&mut self) -> Option<Result<Frame<Bytes>, hyper::Error>> {
        self.expectation = Expectation::None;
        let frame = self.incoming.as_mut()?.frame().await;
        if !matches!(frame, Some(Ok(_))) {
            self.incoming = None;
        }
        frame
    }

    /// Waits for no more of it: the client is silent, and closing is all that is left.
    pub(super) fn give_up(&mut self) {
        self.incoming = None;
    }
}

impl Drop for Inbound {
    fn drop(&mut self) {
        if let Some(incoming) = self.incoming.take()
            && self.expectation == Expectation::None
            && !incoming.is_end_stream()
        {
            // The connection that would read it may be gone; then there is nothing to do.
            let _ = self.unread.send(incoming);
        }
    }
}
