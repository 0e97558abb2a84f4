//! Where a request's body ends (RFC 9112 section 6.3).

use super::{FieldIndex, Flaw, Received};

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
    /// A `Content-Length` that is not a decimal number below 2^63.
    #[error("content-length is not a number")]
    LengthNotNumber,
    /// A `Transfer-Encoding` that does not end in `chunked`.
    #[error("transfer-encoding does not end in chunked")]
    ChunkedNotLast,
    /// A `Transfer-Encoding` with another coding, or chunked twice, before the last `chunked`.
    #[error("transfer-encoding has a coding beside chunked")]
    OtherCoding,
    /// A framing field that is folded or has a blank before its colon, or a stray CR in a head that has one.
    /// Readers differ on what it says (RFC 9112 sections 2.2, 5.1 and 5.2).
    #[error("the field that says how long the body is can be read in two ways")]
    Garbled,
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
        if Self::is_said(received) && received.flaws().iter().any(|flaw| hides_framing(received, *flaw)) {
            return Err(FramingError::Garbled);
        }
        let codings: Vec<Vec<u8>> = received
            .named("transfer-encoding")
            .map(|field| field.value().to_ascii_lowercase())
            .collect();
        if codings.is_empty() {
            return length(received);
        }
        if received.version() == b"HTTP/1.0" {
            return Err(FramingError::TransferEncodingInHttp10);
        }
        let codings = codings.join(&b',');
        let mut names = codings.rsplit(|&byte| byte == b',').map(<[u8]>::trim_ascii);
        match (names.next(), names.next()) {
            (Some(b"chunked"), None) => Ok(Self::Chunked),
            (Some(b"chunked"), Some(_)) => Err(FramingError::OtherCoding),
            _ => Err(FramingError::ChunkedNotLast),
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
    let number: Option<u64> = digits.then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten();
    number.filter(|number| number.leading_zeros() > 0)
}

/// Whether a flaw lets two readers see different framing fields.
fn hides_framing(received: &Received, flaw: Flaw) -> bool {
    match flaw {
        Flaw::BareCr => true,
        Flaw::FoldedField(index) | Flaw::BlankBeforeColon(index) => is_framing(received, index),
        Flaw::LeadingBlankLines
        | Flaw::BareLf
        | Flaw::NoColon(_)
        | Flaw::BadFieldName(_)
        | Flaw::BlankInTarget
        | Flaw::FragmentInTarget(_)
        | Flaw::UnknownVersion => false,
    }
}

fn is_framing(received: &Received, index: FieldIndex) -> bool {
    let field = received.field(index);
    field.is_some_and(|field| field.is("content-length") || field.is("transfer-encoding"))
}
