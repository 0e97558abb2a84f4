//! Why a V2 claim cannot be read.

use crate::verify::claim::additional::ListError;
use crate::verify::claim::parts::PartsError;
use crate::verify::{PresentedError, Refusal};

/// Why a V2 `Authorization` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not two or three parts (EC 0002-00000102).
    #[error("the authorization field has {count} parts where AccessKeyId, AdditionalHeaders and Signature may stand")]
    PartCount {
        /// How many there are.
        count: usize,
    },
    /// A part that is not `name:value` (EC 0002-00000103).
    #[error("part {place} of the authorization field has no colon")]
    NoColon {
        /// Which part, counted from 1.
        place: usize,
    },
    /// A part of another name, or one that stands twice (EC 0002-00000104).
    #[error(
        "part {place} of the authorization field is none of AccessKeyId, AdditionalHeaders and Signature, each once"
    )]
    Part {
        /// Which part, counted from 1.
        place: usize,
    },
    /// No `AccessKeyId` (EC 0002-00000105).
    #[error("the authorization field has no AccessKeyId")]
    KeyIdMissing,
    /// It is empty (EC 0002-00000106).
    #[error("the access key id is empty")]
    KeyIdEmpty,
    /// It has characters no key id has (EC 0002-00000107).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// No `Signature` (EC 0002-00000108).
    #[error("the authorization field has no Signature")]
    SignatureMissing,
    /// It is empty.
    #[error("the signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000110, 0111, 0112).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// Why the V2 parameters of a URL cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `x-oss-expires` (EC 0002-00000113).
    #[error("the url has no x-oss-expires")]
    ExpiresMissing,
    /// It is no integer.
    #[error("x-oss-expires is not a number of seconds since 1970")]
    ExpiresNotInteger,
    /// No `x-oss-access-key-id` (EC 0002-00000115).
    #[error("the url has no x-oss-access-key-id")]
    KeyIdMissing,
    /// It is empty, or has characters no key id has.
    #[error("the access key id is empty or has characters that no key id has")]
    KeyIdIllegal,
    /// No `x-oss-signature` (EC 0002-00000117).
    #[error("the url has no x-oss-signature")]
    SignatureMissing,
    /// It is empty (EC 0002-00000118).
    #[error("x-oss-signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000076 and 77).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

impl From<PartsError> for HeaderError {
    fn from(error: PartsError) -> Self {
        match error {
            PartsError::Count(count) => Self::PartCount { count },
            PartsError::NoSeparator(place) => Self::NoColon { place },
            PartsError::Name(place) => Self::Part { place },
        }
    }
}

impl From<HeaderError> for Refusal {
    fn from(error: HeaderError) -> Self {
        PresentedError::from(error).into()
    }
}

impl From<UrlError> for Refusal {
    fn from(error: UrlError) -> Self {
        PresentedError::from(error).into()
    }
}
