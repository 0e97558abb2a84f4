//! An answer as a value, and its body on the way out.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::Response;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::HeaderValue;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::store::Reader;

/// An answer before the fields that every answer has.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Names in lower case, values as bytes, in order.
    pub(super) fields: Vec<(String, Vec<u8>)>,
    pub(super) body: ReplyBody,
}

/// A body that hyper pulls.
#[derive(Debug)]
pub(super) enum ReplyBody {
    /// In memory.
    Bytes(Bytes),
    /// From a file, read off the async threads one piece at a time.
    File { left: u64, state: FileState },
    /// Announced, never sent: the answer to HEAD.
    Announced(u64),
}

/// A file between two pieces or in the middle of one.
#[derive(Debug)]
pub(super) enum FileState {
    Idle(Option<Reader>),
    Reading(JoinHandle<(Reader, io::Result<Option<Bytes>>)>),
}

impl Reply {
    pub(super) fn new(status: u16) -> Self {
        Self {
            status,
            fields: Vec::new(),
            body: ReplyBody::Bytes(Bytes::new()),
        }
    }

    pub(super) fn field(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// A field in the place of those of the same name.
    pub(super) fn instead(mut self, name: &str, value: impl Into<Vec<u8>>) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.field(name, value)
    }

    pub(super) fn body(mut self, body: ReplyBody) -> Self {
        self.body = body;
        self
    }

    /// hyper's form of it. A value that HTTP cannot carry is left out; none such can have arrived.
    pub(super) fn into_response(self) -> Response<ReplyBody> {
        let mut builder = Response::builder().status(self.status);
        for (name, value) in self.fields {
            if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value)) {
                builder = builder.header(name, value);
            }
        }
        builder.body(self.body).unwrap_or_else(|_| {
            let mut failed = Response::new(ReplyBody::Bytes(Bytes::new()));
            *failed.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
            failed
        })
    }
}

impl ReplyBody {
    /// The rest of a content.
    pub(super) fn of(mut reader: Reader) -> Self {
        if let Some(bytes) = reader.take_memory() {
            return Self::Bytes(bytes);
        }
        Self::File {
            left: reader.left(),
            state: FileState::Idle(Some(reader)),
        }
    }

    /// Its length in bytes.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { left, .. } => *left,
            Self::Announced(length) => *length,
        }
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            Self::Announced(_) => Poll::Ready(None),
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::File { left, state } => {
                let piece = ready!(state.poll_piece(cx));
                if let Some(Ok(bytes)) = &piece {
                    *left = left.saturating_sub(bytes.len() as u64);
                }
                Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len())
    }
}

impl FileState {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match self {
                Self::Idle(reader) => {
                    let Some(mut reader) = reader.take() else {
                        return Poll::Ready(None);
                    };
                    *self = Self::Reading(spawn_blocking(move || {
                        let piece = reader.next_piece();
                        (reader, piece)
                    }));
                }
                Self::Reading(job) => {
                    let (reader, piece) = match ready!(Pin::new(job).poll(cx)) {
                        Ok((reader, piece)) => (Some(reader), piece.transpose()),
                        Err(lost) => (None, Some(Err(io::Error::other(lost)))),
                    };
                    *self = Self::Idle(reader);
                    return Poll::Ready(piece);
                }
            }
        }
    }
}
