//! An answer as a value, and its body on the way out.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::store::{Content, Reader, StoredField};

/// An answer before the fields that every answer has.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    fields: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: ReplyBody,
}

/// The head of a request that was answered: the memory of its table serves the answer's.
#[derive(Debug, Default)]
pub(super) struct UsedHead(Response<()>);

/// What a field's name can be made of.
pub(super) trait IntoName {
    /// The name.
    fn into_name(self) -> HeaderName;
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
    pub(super) fn field(mut self, name: impl IntoName, value: impl IntoValue) -> Self {
        if let Some(value) = value.into_value() {
            self.fields.push((name.into_name(), value));
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

    pub(super) fn body(mut self, body: ReplyBody) -> Self {
        self.body = body;
        self
    }

    /// hyper's form of it, with two fields in front.
    pub(super) fn into_response(self, first: [(HeaderName, HeaderValue); 2], used: UsedHead) -> Response<ReplyBody> {
        // Without this hyper leaves out a length of 0 that it is not to send.
        let announced = match &self.body {
            ReplyBody::Announced(length) => Some(*length),
            _ => None,
        };
        let mut response = used.0.map(|()| self.body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.reserve(first.len() + self.fields.len());
        for (name, value) in first.into_iter().chain(self.fields) {
            headers.append(name, value);
        }
        if let Some(length) = announced {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        response
    }
}

impl UsedHead {
    /// What can be used again of a request whose head is known from the wire.
    pub(super) fn of<T>(request: &mut Request<T>) -> Self {
        let mut used = Response::new(());
        let headers = used.headers_mut();
        std::mem::swap(headers, request.headers_mut());
        headers.clear();
        Self(used)
    }
}

impl IntoName for &'static str {
    fn into_name(self) -> HeaderName {
        HeaderName::from_static(self)
    }
}

impl IntoName for HeaderName {
    fn into_name(self) -> HeaderName {
        self
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
        HeaderValue::try_from(self).ok()
    }
}

impl IntoValue for String {
    fn into_value(self) -> Option<HeaderValue> {
        HeaderValue::try_from(self).ok()
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
    /// A part of a content.
    pub(super) fn of(content: &Content, part: Range<u64>) -> Self {
        if let Some(bytes) = content.in_memory(part.clone()) {
            return Self::Bytes(bytes);
        }
        let reader = content.reader(part);
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

/// Fields of a usual answer, without `server` and `date`.
const USUAL_FIELDS: usize = 12;
