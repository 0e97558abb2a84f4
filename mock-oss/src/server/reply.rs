//! An answer as a value, and its body on the way out.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::store::{Reader, StoredField};

/// An answer before the fields that every answer has.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    fields: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: ReplyBody,
}

/// What a field's value can be made of. A value that HTTP cannot carry makes none; no such value can
/// have arrived, so that none is lost.
pub(super) trait IntoValue {
    /// The value.
    fn into_value(self) -> Option<HeaderValue>;
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
            fields: Vec::with_capacity(USUAL_FIELDS),
            body: ReplyBody::Bytes(Bytes::new()),
        }
    }

    /// One more field, the name in lower case.
    pub(super) fn field(mut self, name: &'static str, value: impl IntoValue) -> Self {
        if let Some(value) = value.into_value() {
            self.fields.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// One more field, as it came with the upload.
    pub(super) fn stored(mut self, field: &StoredField) -> Self {
        let name = HeaderName::from_bytes(field.name.as_bytes());
        if let (Ok(name), Some(value)) = (name, field.value.as_slice().into_value()) {
            self.fields.push((name, value));
        }
        self
    }

    /// A field in the place of those of the same name.
    pub(super) fn instead(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.field(name, value)
    }

    /// All fields of another reply, behind the own ones, and its body.
    pub(super) fn followed_by(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self.body(other.body)
    }

    pub(super) fn body(mut self, body: ReplyBody) -> Self {
        self.body = body;
        self
    }

    /// hyper's form of it.
    pub(super) fn into_response(self) -> Response<ReplyBody> {
        // Without this hyper leaves out a length of 0 that it is not to send.
        let announced = match &self.body {
            ReplyBody::Announced(length) => Some(*length),
            ReplyBody::Bytes(_) | ReplyBody::File { .. } => None,
        };
        let mut response = Response::new(self.body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.reserve(self.fields.len());
        for (name, value) in self.fields {
            headers.append(name, value);
        }
        if let Some(length) = announced {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        response
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Option<HeaderValue> {
        Some(HeaderValue::from_static(self))
    }
}

impl IntoValue for &[u8] {
    fn into_value(self) -> Option<HeaderValue> {
        HeaderValue::from_bytes(self).ok()
    }
}

impl IntoValue for Vec<u8> {
    fn into_value(self) -> Option<HeaderValue> {
        self.as_slice().into_value()
    }
}

impl IntoValue for String {
    fn into_value(self) -> Option<HeaderValue> {
        self.as_bytes().into_value()
    }
}

impl IntoValue for u64 {
    fn into_value(self) -> Option<HeaderValue> {
        Some(HeaderValue::from(self))
    }
}

impl IntoValue for HeaderValue {
    fn into_value(self) -> Option<HeaderValue> {
        Some(self)
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

/// Fields of a usual answer.
const USUAL_FIELDS: usize = 16;
