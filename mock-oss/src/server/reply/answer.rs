//! An answer as a value, and its body on the way out.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, DATE, HeaderName, HeaderValue, SERVER};
use hyper::{Response, StatusCode};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::server::reply::field_names;
use crate::store::{Content, Reader, StoredField};

/// An answer. What every answer says of its own moment is filled in at the end.
#[derive(Debug)]
pub(in crate::server) struct Reply {
    head: ReplyHead,
    body: ReplyBody,
}

/// Status and fields of an answer, in hyper's form; to clone one costs less than to make it anew.
#[derive(Debug, Clone)]
pub(in crate::server) struct ReplyHead(Response<()>);

/// What an answer says of its own moment.
#[derive(Debug)]
pub(in crate::server) struct Moment {
    /// `date`
    pub(in crate::server) date: HeaderValue,
    /// `x-oss-request-id`
    pub(in crate::server) request_id: HeaderValue,
    /// `x-oss-server-time`, in milliseconds.
    pub(in crate::server) took: u64,
}

/// What a field's name can be made of.
pub(in crate::server) trait IntoName {
    /// The name.
    fn into_name(self) -> HeaderName;
}

/// What a field's value can be made of. A value that HTTP cannot carry makes none; no such value can
/// have arrived, so that none is lost.
pub(in crate::server) trait IntoValue {
    /// The value.
    fn into_value(self) -> Option<HeaderValue>;
}

/// A body that hyper pulls.
#[derive(Debug)]
pub(in crate::server) enum ReplyBody {
    /// In memory.
    Bytes(Bytes),
    /// From a file, read off the async threads one piece at a time.
    File { left: u64, state: FileState },
    /// Announced, never sent: the answer to HEAD.
    Announced(u64),
}

/// A file between two pieces or in the middle of one.
#[derive(Debug)]
pub(in crate::server) enum FileState {
    Idle(Option<Reader>),
    Reading(JoinHandle<(Reader, io::Result<Option<Bytes>>)>),
}

impl Reply {
    pub(in crate::server) fn new(status: u16) -> Self {
        let mut head = Response::new(());
        *head.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let fields = head.headers_mut();
        fields.reserve(USUAL_FIELDS);
        fields.append(SERVER, HeaderValue::from_static("AliyunOSS"));
        // The two that say what answers and when stand in front.
        fields.append(DATE, LATER);
        ReplyHead(head).into()
    }

    /// One more field, the name in lower case.
    pub(in crate::server) fn field(mut self, name: impl IntoName, value: impl IntoValue) -> Self {
        if let Some(value) = value.into_value() {
            self.head.0.headers_mut().append(name.into_name(), value);
        }
        self
    }

    /// One more field, as it came with the upload.
    pub(in crate::server) fn stored(self, field: &StoredField) -> Self {
        match HeaderName::from_bytes(field.name.as_bytes()) {
            Ok(name) => self.field(name, field.value.as_slice()),
            Err(_) => self,
        }
    }

    /// A field in the place of those of the same name.
    pub(in crate::server) fn instead(mut self, name: &'static str, value: impl IntoValue) -> Self {
        self.head.0.headers_mut().remove(name);
        self.field(name, value)
    }

    pub(in crate::server) fn body(mut self, body: ReplyBody) -> Self {
        self.body = body;
        self
    }

    /// The HTTP status.
    pub(in crate::server) fn status(&self) -> u16 {
        self.head.0.status().as_u16()
    }

    /// Its head, to make other answers of, with room for what each says of its own moment.
    pub(in crate::server) fn into_head(mut self) -> ReplyHead {
        let fields = self.head.0.headers_mut();
        fields.insert(field_names::REQUEST_ID, LATER);
        fields.insert(field_names::SERVER_TIME, LATER);
        self.head
    }

    /// hyper's form of it.
    pub(in crate::server) fn into_response(mut self, moment: Moment) -> Response<ReplyBody> {
        let Moment { date, request_id, took } = moment;
        let fields = self.head.0.headers_mut();
        fields.insert(DATE, date);
        fields.insert(field_names::REQUEST_ID, request_id);
        fields.insert(field_names::SERVER_TIME, small(took));
        // Without this hyper leaves out a length of 0 that it is not to send.
        if let ReplyBody::Announced(length) = self.body {
            fields.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        self.head.0.map(|()| self.body)
    }
}

impl From<ReplyHead> for Reply {
    fn from(head: ReplyHead) -> Self {
        Self {
            head,
            body: ReplyBody::Bytes(Bytes::new()),
        }
    }
}

impl ReplyHead {
    /// The same with another status.
    pub(in crate::server) fn with_status(mut self, status: StatusCode) -> Self {
        *self.0.status_mut() = status;
        self
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
    pub(in crate::server) fn of(content: &Content, part: Range<u64>) -> Self {
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
    pub(in crate::server) fn len(&self) -> u64 {
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

/// A number that mostly is 0.
fn small(number: u64) -> HeaderValue {
    match number {
        0 => HeaderValue::from_static("0"),
        number => HeaderValue::from(number),
    }
}

/// Fields of a usual answer.
const USUAL_FIELDS: usize = 14;

/// In the place of a value that is known only when the answer goes out.
const LATER: HeaderValue = HeaderValue::from_static("");
