//! OSS V1: HMAC-SHA1 over verb, type, date, `x-oss-*` headers and resource.

pub(in crate::verify) mod canonical;
pub(in crate::verify) mod claim;
mod error;
mod key;
mod subresources;

pub use error::{FormError, HeaderError, UrlError};
pub use key::key;
pub use subresources::is_signed;
