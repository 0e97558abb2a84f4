//! Why a V1 claim cannot be read.

use crate::verify::{PresentedError, Refusal};

/// Why a V1 `Authorization` cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// No colon between key id and signature (EC 0002-00000062).
    #[error("the authorization field has no colon between access key id and signature")]
    NoColon,
    /// Nothing before the colon (EC 0002-00000063).
    #[error("the access key id is empty")]
    KeyIdEmpty,
    /// The key id has characters no key id has (EC 0002-00000064).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// Nothing after the colon (EC 0002-00000065).
    #[error("the signature is empty")]
    SignatureEmpty,
}

/// Why the V1 parameters of a URL cannot be read. All three have to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No `Expires` (EC 0002-00000067).
    #[error("the url has no Expires")]
    ExpiresMissing,
    /// It is empty (EC 0002-00000068).
    #[error("Expires is empty")]
    ExpiresEmpty,
    /// It is no integer (EC 0002-00000070).
    #[error("Expires is not a number of seconds since 1970")]
    ExpiresNotInteger,
    /// No `OSSAccessKeyId` (EC 0002-00000071).
    #[error("the url has no OSSAccessKeyId")]
    KeyIdMissing,
    /// It is empty (EC 0002-00000072).
    #[error("OSSAccessKeyId is empty")]
    KeyIdEmpty,
    /// It has characters no key id has (EC 0002-00000073).
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// No `Signature` (EC 0002-00000074).
    #[error("the url has no Signature")]
    SignatureMissing,
    /// It is empty (EC 0002-00000075).
    #[error("Signature is empty")]
    SignatureEmpty,
}

/// Why the V1 fields of a form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// No `OSSAccessKeyId`, or an empty one.
    #[error("the form has no access key id")]
    KeyIdMissing,
    /// A key id with characters no key id has.
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
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
