//! Which claim a request makes, and where: precedence and conflicts.

use super::names::Part;
use super::{Presented, PresentedError, S3Style, form};
use crate::verify::canonical::parameters::Parameters;
use crate::verify::{Refusal, Request, Scheme};
use crate::wire::{FieldIndex, Pick, Picked, Received};

/// The claim that a request is judged by: the one it makes, unless it is a preflight.
///
/// # Errors
/// [`Refusal`] when a claim is there and cannot be read.
pub(in crate::verify) fn judged_by(received: &Received) -> Result<Option<Presented>, Refusal> {
    if is_preflight(received) {
        return Ok(None);
    }
    in_head(received)
}

/// Whether a browser asks here before it sends: its question has the target of the request that follows
/// and no credentials of its own (Fetch standard, "CORS-preflight fetch"), so that a claim in the query is
/// the other request's, made for the other's method. The service asks for no signature ("`OptionObject`").
fn is_preflight(received: &Received) -> bool {
    let has = |name| received.named(name).next().is_some();
    received.method() == b"OPTIONS" && has("origin") && has("access-control-request-method") && !has("authorization")
}

/// Reads the claim that stands in a request, in its form where it has one; `None` when there is none.
///
/// # Errors
/// [`Refusal`] when a claim is there and cannot be read.
pub fn read(request: &Request<'_>) -> Result<Option<Presented>, Refusal> {
    request.form.map_or_else(|| in_head(request.head), form::read)
}

fn in_head(received: &Received) -> Result<Option<Presented>, Refusal> {
    let parameters = Parameters::of(received);
    let in_url = InUrl::of(&parameters);
    match received.pick("authorization", Pick::Only) {
        Picked::Absent => in_url.map(|claim| claim.read(received, &parameters)).transpose(),
        Picked::One { .. } if in_url.is_some_and(|claim| parameters.has(claim.signature())) => {
            Err(PresentedError::SignedTwice.into())
        }
        Picked::One { index, value } => in_header(received, index, &value).map(Some),
        Picked::Repeated(indices) | Picked::Joined { indices, .. } => {
            Err(PresentedError::AuthorizationRepeated(indices).into())
        }
    }
}

fn in_header(received: &Received, at: FieldIndex, value: &[u8]) -> Result<Presented, Refusal> {
    if let Some((scheme, text)) = Scheme::of_authorization(value) {
        return scheme.read_header(received, at, text);
    }
    Err(match value {
        [b'A', b'W', b'S', b' ', ..] => PresentedError::S3(S3Style::HeaderV2),
        [b'A', b'W', b'S', b'4', b'-', ..] => PresentedError::S3(S3Style::HeaderV4),
        _ => PresentedError::UnknownPrefix,
    }
    .into())
}

/// What the query says of a claim in it.
enum InUrl {
    Known(Scheme),
    S3(S3Style),
    Unknown(Vec<u8>),
}

impl InUrl {
    /// By `x-oss-signature-version`; without it, any of the three V1 parameters makes a V1 claim
    /// ("Include a V1 signature in a URL"), unless a parameter of S3's stands beside them.
    fn of(parameters: &Parameters<'_>) -> Option<Self> {
        if let Some(scheme) = Scheme::named_in_query(parameters) {
            return Some(Self::Known(scheme));
        }
        if let Some(version) = parameters.first("x-oss-signature-version") {
            return Some(Self::Unknown(version.value.to_vec()));
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
        Scheme::shown_in_query(parameters).map(Self::Known)
    }

    fn read(self, received: &Received, parameters: &Parameters<'_>) -> Result<Presented, Refusal> {
        match self {
            Self::Known(scheme) => scheme.read_url(received, parameters),
            Self::S3(style) => Err(PresentedError::S3(style).into()),
            Self::Unknown(text) => Err(PresentedError::UnknownVersion { text }.into()),
        }
    }

    /// The parameter whose presence beside an `Authorization` makes a request signed twice
    /// ("Add a signature to a URL"). unknown: whether the other parameters alone are such a conflict.
    fn signature(&self) -> &'static str {
        match self {
            Self::Known(scheme) => scheme.claim_parameter(Part::Signature).unwrap_or_default(),
            Self::S3(S3Style::UrlV2) => "Signature",
            Self::S3(_) => "X-Amz-Signature",
            Self::Unknown(_) => "x-oss-signature",
        }
    }
}
