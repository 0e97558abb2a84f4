//! Where a request's body ends (RFC 9112 section 6.3).

use super::{Pick, Picked, Received};

/// How the end of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Neither `Content-Length` nor `Transfer-Encoding`: no body.
    None,
    /// `Content-Length`, in bytes.
    Length(u64),
    /// `Transfer-Encoding: chunked`; it outranks a `Content-Length` beside it.
    Chunked,
}

/// Why nobody can know where the body ends. Such a connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FramingError {
    /// Several `Content-Length` with different values.
    #[error("several content-length fields differ")]
    LengthsDiffer,
    /// A `Content-Length` that is not a decimal number below 2^64.
    #[error("content-length is not a number")]
    LengthNotNumber,
    /// A `Transfer-Encoding` that does not end in `chunked`.
    #[error("transfer-encoding does not end in chunked")]
    ChunkedNotLast,
    /// A `Transfer-Encoding` in HTTP/1.0, which knows none.
    #[error("transfer-encoding in an http/1.0 request")]
    TransferEncodingInHttp10,
}

impl Framing {
    /// The framing of a received head.
    ///
    /// # Errors
    /// [`FramingError`] when the fields contradict each other beyond the tie-break of
    /// RFC 9112 section 6.3.
    pub fn of(received: &Received) -> Result<Self, FramingError> {
        let codings = match received.pick("transfer-encoding", Pick::Last) {
            Picked::Absent => return length(received),
            Picked::One { value, .. } => value,
            Picked::Joined { .. } | Picked::Repeated(_) => return Err(FramingError::ChunkedNotLast),
        };
        if received.version() == b"HTTP/1.0" {
            return Err(FramingError::TransferEncodingInHttp10);
        }
        let last = codings.rsplit(|&byte| byte == b',').next().unwrap_or_default();
        if last.trim_ascii().eq_ignore_ascii_case(b"chunked") {
            Ok(Self::Chunked)
        } else {
            Err(FramingError::ChunkedNotLast)
        }
    }

    /// Whether a head says, rightly or not, how long its body is.
    #[must_use]
    pub fn is_said(received: &Received) -> bool {
        received.named("content-length").next().is_some() || received.named("transfer-encoding").next().is_some()
    }

    /// Whether a head says in two ways how long its body is, which smuggles requests past
    /// servers that disagree (RFC 9112 section 6.3, item 3).
    #[must_use]
    pub fn is_said_twice(received: &Received) -> bool {
        received.named("transfer-encoding").next().is_some() && received.named("content-length").next().is_some()
    }
}

fn length(received: &Received) -> Result<Framing, FramingError> {
    let mut known = None;
    for field in received.named("content-length") {
        let length = number(&field.value()).ok_or(FramingError::LengthNotNumber)?;
        if known.is_some_and(|before| before != length) {
            return Err(FramingError::LengthsDiffer);
        }
        known = Some(length);
    }
    Ok(known.map_or(Framing::None, Framing::Length))
}

fn number(text: &[u8]) -> Option<u64> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    digits.then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten()
}
