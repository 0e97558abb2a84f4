//! Why a request is turned away before or beside its signature.

use jiff::Timestamp;

use super::PresentedError;
use super::policy::PolicyError;
use crate::wire::FieldIndex;

/// A reason not to judge the signature, or not to honour it. A mismatch is none of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The claim cannot be read.
    #[error(transparent)]
    Presented(#[from] PresentedError),
    /// `Host` stands more than once, so that nobody can say which bucket is meant
    /// (RFC 9112 section 3.2).
    #[error("the host field stands more than once")]
    HostRepeated(Vec<FieldIndex>),
    /// No date to check the clock against.
    #[error("the request has neither x-oss-date nor date")]
    NoDate,
    /// The date cannot be read.
    #[error("the request's date is neither rfc 1123 nor iso 8601 basic")]
    BadDate {
        /// As it arrived.
        text: Vec<u8>,
    },
    /// The date is too far from the server's clock.
    #[error("the request's date is more than 15 minutes from the server's clock")]
    Skewed {
        /// The request's date.
        request: Timestamp,
        /// The server's.
        server: Timestamp,
    },
    /// A signed URL is past its end.
    #[error("the signed url has expired")]
    Expired {
        /// When it ended.
        until: Timestamp,
        /// The server's clock.
        server: Timestamp,
    },
    /// A signed URL is used before it begins to hold.
    #[error("the signed url does not hold yet")]
    NotYetValid {
        /// When it begins.
        from: Timestamp,
        /// The server's clock.
        server: Timestamp,
    },
    /// V4: the scope's date is not the day of the request's date.
    #[error("the scope is for {scope}, the request's date is another day")]
    ScopeDate {
        /// The scope's date, `YYYYMMDD`.
        scope: String,
        /// The request's date.
        at: Timestamp,
    },
    /// V4: the scope's region is not the one the request arrived in.
    #[error("the scope is for region {presented:?}")]
    Region {
        /// The scope's region.
        presented: String,
        /// The region that the host names or the service was given.
        expected: Option<String>,
    },
    /// V4: the scope's product is none of this service.
    #[error("the scope is for product {presented:?}")]
    Product {
        /// The scope's product.
        presented: String,
    },
    /// V4: `x-oss-content-sha256` has another value than `UNSIGNED-PAYLOAD`.
    #[error("x-oss-content-sha256 is not UNSIGNED-PAYLOAD")]
    ContentSha256 {
        /// As it arrived.
        text: Vec<u8>,
    },
    /// A security token both in a header and in the URL.
    #[error("the security token stands both in a header and in the url")]
    TokenTwice,
    /// A signed URL whose security token stands in a header.
    #[error("the security token of a signed url stands in a header")]
    TokenInHeader,
    /// No such key.
    #[error("no access key has this id")]
    UnknownKey {
        /// The id presented.
        key_id: String,
    },
    /// The key is disabled.
    #[error("the access key is disabled")]
    DisabledKey {
        /// The id presented.
        key_id: String,
    },
    /// A security token beside a key that has none.
    #[error("a security token is presented with a long-term access key")]
    StrayToken {
        /// The id presented.
        key_id: String,
    },
    /// A temporary key without its token.
    #[error("a temporary access key is presented without its security token")]
    NoToken {
        /// The id presented.
        key_id: String,
    },
    /// A temporary key in a signed URL without its token (EC 0002-00000005).
    #[error("a signed url names a temporary access key and not its security token")]
    NoTokenInUrl {
        /// The id presented.
        key_id: String,
    },
    /// The token is that of another key (EC 0002-00000004).
    #[error("the security token belongs to another access key")]
    TokenOfOtherKey {
        /// The id presented.
        key_id: String,
    },
    /// The token belongs to no key.
    #[error("the security token belongs to no access key")]
    WrongToken {
        /// The id presented.
        key_id: String,
    },
    /// The bucket stands in the path, and the host is the vendor's own ("HTTP 403").
    #[error("the bucket stands in the path, which the vendor's hosts refuse")]
    PathStyle {
        /// The bucket that the path names.
        bucket: Vec<u8>,
    },
    /// The policy of a form cannot be read, or does not allow the form.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}
