//! What a client claims.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{Digest, Token, post, v1, v2, v4};
use crate::wire::{FieldIndex, QueryIndex};

/// Which protocol a claim follows, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// `Authorization: OSS id:signature`
    V1Header,
    /// `?OSSAccessKeyId=&Expires=&Signature=`
    V1Url,
    /// `Authorization: OSS2 ...`
    V2Header,
    /// `?x-oss-signature-version=OSS2`
    V2Url,
    /// `Authorization: OSS4-HMAC-SHA256 ...`
    V4Header,
    /// `?x-oss-signature-version=OSS4-HMAC-SHA256`
    V4Url,
    /// A form with `policy` and `Signature`
    PostV1,
    /// A form with `policy` and `x-oss-signature-version=OSS4-HMAC-SHA256`
    PostV4,
}

/// Where in the request the claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The `Authorization` field.
    Field(FieldIndex),
    /// Query parameters; the one that holds the signature.
    Query(QueryIndex),
    /// Fields of a posted form.
    Form,
}

/// A claim as presented: who says, with which signature, made when, over what.
#[derive(Debug, Clone)]
pub struct Presented {
    /// The protocol.
    pub scheme: Scheme,
    /// Where it stands.
    pub claim: Claim,
    /// The access key id.
    pub key_id: String,
    /// The signature.
    pub signature: Signature,
    /// When it was made, or until when it holds.
    pub time: TimeClaim,
    /// Additionally signed header names, lower case, in the order presented (V2, V4).
    pub additional_headers: Vec<String>,
    /// The credential scope (V4).
    pub scope: Option<Scope>,
    /// The policy of a form, base64 as sent.
    pub policy: Option<Vec<u8>>,
    /// The security token, where the scheme looks for one.
    pub token: Option<Token>,
}

/// A signature as text, and decoded where the text is a well-formed one.
#[derive(Clone)]
pub struct Signature {
    /// As it arrived; goes into the error body and nowhere else.
    pub text: Vec<u8>,
    /// The MAC it stands for; `None` when the text is no canonical base64 (V1, V2) or lower-case
    /// hex (V4) of the right length.
    pub digest: Option<Digest>,
}

impl Signature {
    /// A base64 signature of a MAC of `length` bytes (V1: 20, V2: 32).
    pub(super) fn base64(text: &[u8], length: usize) -> Self {
        // Longer texts are no signature; the decoder asks for whole groups of three bytes.
        let mut bytes = Zeroizing::new([0; 48]);
        let decoded = STANDARD.decode_slice(text, &mut bytes[..]).ok();
        let digest = decoded
            .filter(|decoded| *decoded == length)
            .and_then(|length| Digest::new(&bytes[..length]));
        let text = text.to_vec();
        Self { text, digest }
    }

    /// A signature of 64 lower-case hexadecimal digits (V4).
    pub(super) fn hex(text: &[u8]) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        let whole = text.len() == 64 && HEXLOWER.decode_mut(text, &mut bytes[..]).is_ok();
        let digest = whole.then(|| Digest::new(&bytes[..])).flatten();
        let text = text.to_vec();
        Self { text, digest }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes of text)", self.text.len())
    }
}

/// The moment a claim names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeClaim {
    /// A header scheme: the request's own date, to be near the server's clock.
    Signed {
        /// The text of the date line.
        text: Vec<u8>,
        /// What it means.
        at: Timestamp,
    },
    /// A URL scheme: valid from, until.
    Expires {
        /// Beginning of validity, where the scheme has one.
        from: Option<Timestamp>,
        /// End of validity.
        until: Timestamp,
        /// The text of the date line.
        text: Vec<u8>,
    },
    /// A form: the policy holds the expiry.
    InPolicy,
}

impl TimeClaim {
    /// A moment at which this claim is neither early nor late, so that an old capture can be judged
    /// for its signature alone. `None` for a form, whose policy says it.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        match *self {
            Self::Signed { at, .. } => Some(at),
            Self::Expires { from, until, .. } => Some(from.unwrap_or(until)),
            Self::InPolicy => None,
        }
    }
}

/// The credential scope of V4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// `YYYYMMDD`
    pub date: String,
    /// `cn-hangzhou`
    pub region: String,
    /// `oss`
    pub product: String,
}

/// Why a claim cannot be read. Each variant is one page of "OSS error codes" (EC), named in
/// `server::error`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PresentedError {
    /// `Authorization` stands more than once.
    #[error("the authorization field stands more than once")]
    AuthorizationRepeated(Vec<FieldIndex>),
    /// An `Authorization` prefix that is none of OSS's.
    #[error("the authorization field begins with none of `OSS `, `OSS2 `, `OSS4-HMAC-SHA256 `")]
    UnknownPrefix,
    /// V1: no colon between key id and signature.
    #[error("the authorization field has no colon between access key id and signature")]
    NoColon,
    /// V1: nothing before the colon.
    #[error("the access key id is empty")]
    KeyIdEmpty,
    /// V1: the key id has characters no key id has.
    #[error("the access key id has characters that no key id has")]
    KeyIdIllegal,
    /// V1: nothing after the colon.
    #[error("the signature is empty")]
    SignatureEmpty,
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
    /// The claim of a form.
    #[error(transparent)]
    Post(#[from] post::ClaimError),
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

/// Whether text can be an access key id. unknown: the service's exact alphabet; ids seen are letters
/// and digits, and temporary ones begin with `STS.`.
pub(super) fn is_key_id(text: &[u8]) -> bool {
    text.iter()
        .all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
