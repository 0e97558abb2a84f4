//! Why a claim cannot be read.

use std::fmt;

use super::additional::ListError;
use super::form::FormError;
use super::names::authorizations;
use crate::verify::scheme::{v1, v2, v4};
use crate::wire::FieldIndex;

/// Why a claim cannot be read. Each variant is one page of "OSS error codes" (EC), named in
/// `server::error`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PresentedError {
    /// `Authorization` stands more than once.
    #[error("the authorization field stands more than once")]
    AuthorizationRepeated(Vec<FieldIndex>),
    /// An `Authorization` prefix that is none of OSS's.
    #[error("the authorization field begins with none of {}", beginnings())]
    UnknownPrefix,
    /// Signed in the header and in the URL.
    #[error("the request is signed both in a header and in the url")]
    SignedTwice,
    /// Signed the way S3 signs; the service's S3-compatible mode is another protocol.
    #[error("the request is signed for s3: {0}")]
    S3(S3Style),
    /// An `x-oss-signature-version` that is none of OSS's.
    #[error("x-oss-signature-version is neither OSS2 nor OSS4-HMAC-SHA256")]
    UnknownVersion {
        /// As it arrived, decoded.
        text: Vec<u8>,
    },
    /// The fields of a form.
    #[error(transparent)]
    Form(#[from] FormError),
    /// A V1 `Authorization`.
    #[error(transparent)]
    V1Header(#[from] v1::HeaderError),
    /// The parameters of a V1 URL.
    #[error(transparent)]
    V1Url(#[from] v1::UrlError),
    /// A V2 `Authorization`.
    #[error(transparent)]
    V2Header(#[from] v2::HeaderError),
    /// The parameters of a V2 URL.
    #[error(transparent)]
    V2Url(#[from] v2::UrlError),
    /// A V4 `Authorization`.
    #[error(transparent)]
    V4Header(#[from] v4::HeaderError),
    /// The parameters of a V4 URL.
    #[error(transparent)]
    V4Url(#[from] v4::UrlError),
    /// The V1 fields of a form.
    #[error(transparent)]
    V1Form(#[from] v1::FormError),
    /// The V4 fields of a form.
    #[error(transparent)]
    V4Form(#[from] v4::FormError),
}

/// What kind of fault an unreadable claim has, whichever protocol it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimFault<'a> {
    /// There are several.
    Repeated,
    /// It is one of another service's.
    OtherService,
    /// A header that it lists is not in the request.
    ListedAbsent(&'a str),
    /// It has no date.
    DateMissing,
    /// Its date cannot be read.
    DateUnreadable,
    /// Any other part of it is missing or not as documented.
    Malformed,
}

impl PresentedError {
    /// What kind of fault it is.
    #[must_use]
    pub fn fault(&self) -> ClaimFault<'_> {
        match self {
            Self::AuthorizationRepeated(_) | Self::SignedTwice => ClaimFault::Repeated,
            Self::S3(_) => ClaimFault::OtherService,
            Self::V2Header(v2::HeaderError::AdditionalHeaders(error))
            | Self::V2Url(v2::UrlError::AdditionalHeaders(error))
            | Self::V4Header(v4::HeaderError::AdditionalHeaders(error))
            | Self::V4Url(v4::UrlError::AdditionalHeaders(error)) => match error {
                ListError::Absent { name } => ClaimFault::ListedAbsent(name),
                ListError::Empty | ListError::ItemEmpty => ClaimFault::Malformed,
            },
            Self::V4Url(v4::UrlError::DateMissing) => ClaimFault::DateMissing,
            Self::V4Url(v4::UrlError::DateUnreadable) => ClaimFault::DateUnreadable,
            Self::UnknownPrefix
            | Self::UnknownVersion { .. }
            | Self::Form(_)
            | Self::V1Header(_)
            | Self::V1Url(_)
            | Self::V1Form(_)
            | Self::V2Header(_)
            | Self::V2Url(_)
            | Self::V4Header(_)
            | Self::V4Url(_)
            | Self::V4Form(_) => ClaimFault::Malformed,
        }
    }

    /// Whether it is about the parameters of a URL.
    #[must_use]
    pub fn is_of_url(&self) -> bool {
        match self {
            Self::UnknownVersion { .. } | Self::V1Url(_) | Self::V2Url(_) | Self::V4Url(_) => true,
            Self::AuthorizationRepeated(_)
            | Self::UnknownPrefix
            | Self::SignedTwice
            | Self::S3(_)
            | Self::Form(_)
            | Self::V1Header(_)
            | Self::V1Form(_)
            | Self::V2Header(_)
            | Self::V4Header(_)
            | Self::V4Form(_) => false,
        }
    }
}

fn beginnings() -> String {
    let all: Vec<String> = authorizations().map(|begins| format!("`{begins}`")).collect();
    all.join(", ")
}

/// Which way of S3 a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum S3Style {
    /// `Authorization: AWS id:signature`
    HeaderV2,
    /// `Authorization: AWS4-HMAC-SHA256 ...`
    HeaderV4,
    /// `?AWSAccessKeyId=`
    UrlV2,
    /// `?X-Amz-Algorithm=`
    UrlV4,
}

impl fmt::Display for S3Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HeaderV2 => "the authorization field begins with `AWS `",
            Self::HeaderV4 => "the authorization field begins with `AWS4-HMAC-SHA256 `",
            Self::UrlV2 => "the url has AWSAccessKeyId",
            Self::UrlV4 => "the url has X-Amz-* parameters",
        })
    }
}
