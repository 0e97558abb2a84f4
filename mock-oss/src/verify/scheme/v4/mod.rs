//! OSS V4: HMAC-SHA256, with a key derived for a day, a region and a product, over the hash of a
//! canonical request.

pub(in crate::verify) mod canonical;
pub(in crate::verify) mod claim;
mod error;
mod key;
pub(in crate::verify) mod scope;

pub use error::{FormError, HeaderError, UrlError};
pub(in crate::verify) use key::SigningKeys;
pub use key::signing_key;
pub use scope::Scope;

/// The name of the algorithm, in `Authorization`, in `x-oss-signature-version` and in the string to sign.
pub const ALGORITHM: &str = "OSS4-HMAC-SHA256";

/// The last part of every credential.
pub const TERMINATOR: &str = "aliyun_v4_request";
