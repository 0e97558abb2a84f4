//! OSS V4: HMAC-SHA256, with a key derived for a day, a region and a product, over the hash of a
//! canonical request.

mod canonical;
mod claim;
mod description;
mod error;
mod key;
mod scope;

pub(super) use description::DESCRIPTION;
pub use error::{FormError, HeaderError, UrlError};
pub use key::{DERIVATION, signing_key};

/// The name of the algorithm, in `Authorization`, in `x-oss-signature-version` and in the string to sign.
pub const ALGORITHM: &str = "OSS4-HMAC-SHA256";

/// The last part of every credential.
pub const TERMINATOR: &str = "aliyun_v4_request";
