//! Why a V4 claim cannot be read.

use crate::verify::claim::additional::ListError;
use crate::verify::claim::parts::PartsError;
use crate::verify::scheme::scope::CredentialError;
use crate::verify::{PresentedError, Refusal};

/// Why a V4 `Authorization` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not two or three parts (EC 0002-00000202).
    #[error("the authorization field has {count} parts where Credential, AdditionalHeaders and Signature may stand")]
    PartCount {
        /// How many there are.
        count: usize,
    },
    /// A part that is not `name=value`, has another name, or stands twice.
    #[error(
        "part {place} of the authorization field is none of Credential, AdditionalHeaders and Signature, each once"
    )]
    Part {
        /// Which part, counted from 1.
        place: usize,
    },
    /// No `Credential` (EC 0002-00000205).
    #[error("the authorization field has no Credential")]
    CredentialMissing,
    /// A key id with characters no key id has (EC 0002-00000206).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// A credential of another form (EC 0002-00000213).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    CredentialMalformed,
    /// No `Signature`.
    #[error("the authorization field has no Signature")]
    SignatureMissing,
    /// An empty `Signature` (EC 0002-00000208).
    #[error("the signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000209, 0210, 0211).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// Why the V4 parameters of a URL cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `x-oss-credential` (EC 0002-00000217).
    #[error("the url has no x-oss-credential")]
    CredentialMissing,
    /// It is empty (EC 0002-00000218).
    #[error("x-oss-credential is empty")]
    CredentialEmpty,
    /// A key id with characters no key id has (EC 0002-00000222).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// The credential's date is not `YYYYMMDD` (EC 0002-00000223).
    #[error("the credential's date is not YYYYMMDD")]
    CredentialDate,
    /// A credential of another form (EC 0002-00000224).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    CredentialMalformed,
    /// No `x-oss-date`.
    #[error("the url has no x-oss-date")]
    DateMissing,
    /// `x-oss-date` cannot be read.
    #[error("x-oss-date is not iso 8601 basic")]
    DateUnreadable,
    /// No `x-oss-expires` (EC 0002-00000215).
    #[error("the url has no x-oss-expires")]
    ExpiresMissing,
    /// It is empty (EC 0002-00000216).
    #[error("x-oss-expires is empty")]
    ExpiresEmpty,
    /// It is not a number of seconds from 1 to 604800.
    #[error("x-oss-expires is not a number of seconds from 1 to 604800")]
    ExpiresOutOfRange,
    /// No `x-oss-signature` (EC 0002-00000219).
    #[error("the url has no x-oss-signature")]
    SignatureMissing,
    /// It is empty.
    #[error("x-oss-signature is empty")]
    SignatureEmpty,
    /// The list of additional headers (EC 0002-00000076 and 77).
    #[error(transparent)]
    AdditionalHeaders(#[from] ListError),
}

/// Why the V4 fields of a form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// A key id with characters no key id has.
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// No `x-oss-credential`, or one of another form (EC 0002-00000710).
    #[error("the credential is not id/YYYYMMDD/region/product/aliyun_v4_request")]
    Credential,
    /// No `x-oss-date`, or one that cannot be read.
    #[error("x-oss-date of the form is missing or not iso 8601 basic")]
    Date,
}

impl From<PartsError> for HeaderError {
    fn from(error: PartsError) -> Self {
        match error {
            PartsError::Count(count) => Self::PartCount { count },
            PartsError::NoSeparator(place) | PartsError::Name(place) => Self::Part { place },
        }
    }
}

impl From<CredentialError> for HeaderError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Malformed | CredentialError::Date => Self::CredentialMalformed,
        }
    }
}

impl From<CredentialError> for UrlError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Date => Self::CredentialDate,
            CredentialError::Malformed => Self::CredentialMalformed,
        }
    }
}

impl From<CredentialError> for FormError {
    fn from(error: CredentialError) -> Self {
        match error {
            CredentialError::KeyIdIllegal => Self::KeyIdIllegal,
            CredentialError::Malformed | CredentialError::Date => Self::Credential,
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

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        PresentedError::from(error).into()
    }
}
