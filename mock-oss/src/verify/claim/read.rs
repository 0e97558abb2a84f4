//! Which claim a request makes, and where: precedence and conflicts.

use super::{Presented, PresentedError, S3Style};
use crate::verify::Refusal;
use crate::verify::canonical::parameters::Parameters;
use crate::verify::scheme::{v1, v2, v4};
use crate::wire::{FieldIndex, Pick, Picked, Received};

/// The claim that a request is judged by: the one it makes, unless it is a preflight.
///
/// # Errors
/// [`Refusal`] when a claim is there and cannot be read.
pub(in crate::verify) fn judged_by(received: &Received) -> Result<Option<Presented>, Refusal> {
    if is_preflight(received) {
        return Ok(None);
    }
    read(received)
}

/// Whether a browser asks here before it sends: its question has the target of the request that follows
/// and no credentials of its own (Fetch standard, "CORS-preflight fetch"), so that a claim in the query is
/// the other request's, made for the other's method. The service asks for no signature ("`OptionObject`").
fn is_preflight(received: &Received) -> bool {
    let has = |name| received.named(name).next().is_some();
    received.method() == b"OPTIONS" && has("origin") && has("access-control-request-method") && !has("authorization")
}

/// Reads the claim that stands in a request; `None` when there is none.
///
/// # Errors
/// [`Refusal`] when a claim is there and cannot be read.
pub fn read(received: &Received) -> Result<Option<Presented>, Refusal> {
    let parameters = Parameters::of(received);
    let kind = UrlKind::of(&parameters);
    match received.pick("authorization", Pick::Only) {
        Picked::Absent => kind.map(|kind| in_url(received, &parameters, kind)).transpose(),
        Picked::One { .. } if kind.is_some_and(|kind| parameters.has(kind.signature())) => {
            Err(PresentedError::SignedTwice.into())
        }
        Picked::One { index, value } => in_header(received, index, &value).map(Some),
        Picked::Repeated(indices) | Picked::Joined { indices, .. } => {
            Err(PresentedError::AuthorizationRepeated(indices).into())
        }
    }
}

/// By the prefix of `Authorization` (the page of EC 0002-00000061).
fn in_header(received: &Received, at: FieldIndex, value: &[u8]) -> Result<Presented, Refusal> {
    if let Some(text) = value.strip_prefix(b"OSS4-HMAC-SHA256 ") {
        return v4::claim::header(received, at, text);
    }
    if let Some(text) = value.strip_prefix(b"OSS ") {
        return v1::claim::header(received, at, text);
    }
    if let Some(text) = value.strip_prefix(b"OSS2 ") {
        return v2::claim::header(received, at, text);
    }
    Err(match value {
        [b'A', b'W', b'S', b' ', ..] => PresentedError::S3(S3Style::HeaderV2),
        [b'A', b'W', b'S', b'4', b'-', ..] => PresentedError::S3(S3Style::HeaderV4),
        _ => PresentedError::UnknownPrefix,
    }
    .into())
}

fn in_url(received: &Received, parameters: &Parameters<'_>, kind: UrlKind) -> Result<Presented, Refusal> {
    match kind {
        UrlKind::V1 => v1::claim::url(received, parameters),
        UrlKind::V2 => v2::claim::url(received, parameters),
        UrlKind::V4 => v4::claim::url(received, parameters),
        UrlKind::S3(style) => Err(PresentedError::S3(style).into()),
        UrlKind::Unknown(text) => Err(PresentedError::UnknownVersion { text }.into()),
    }
}

/// What the query says of a claim in it.
enum UrlKind {
    V1,
    V2,
    V4,
    S3(S3Style),
    Unknown(Vec<u8>),
}

impl UrlKind {
    /// By `x-oss-signature-version`; without it, any of the three V1 parameters makes a V1 claim
    /// ("Include a V1 signature in a URL"), unless a parameter of S3's stands beside them.
    fn of(parameters: &Parameters<'_>) -> Option<Self> {
        if let Some(version) = parameters.first("x-oss-signature-version") {
            return Some(match &*version.value {
                text if text == v4::ALGORITHM.as_bytes() => Self::V4,
                text if text == v2::VERSION.as_bytes() => Self::V2,
                text => Self::Unknown(text.to_vec()),
            });
        }
        if parameters.has("AWSAccessKeyId") {
            return Some(Self::S3(S3Style::UrlV2));
        }
        if parameters
            .names()
            .any(|name| name.to_ascii_lowercase().starts_with(b"x-amz-"))
        {
            return Some(Self::S3(S3Style::UrlV4));
        }
        let v1 = ["OSSAccessKeyId", "Expires", "Signature"];
        v1.iter().any(|name| parameters.has(name)).then_some(Self::V1)
    }

    /// The parameter whose presence beside an `Authorization` makes a request signed twice
    /// ("Add a signature to a URL"). unknown: whether the other parameters alone are such a conflict.
    fn signature(&self) -> &'static str {
        match self {
            Self::V1 | Self::S3(S3Style::UrlV2) => "Signature",
            Self::S3(_) => "X-Amz-Signature",
            Self::V2 | Self::V4 | Self::Unknown(_) => "x-oss-signature",
        }
    }
}
