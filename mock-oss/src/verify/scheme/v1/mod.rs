//! OSS V1: HMAC-SHA1 over verb, type, date, `x-oss-*` headers and resource.

pub(super) mod canonical;
mod claim;
mod description;
mod error;
mod key;
mod subresources;

pub(super) use description::DESCRIPTION;
pub use error::{FormError, HeaderError, UrlError};
pub use subresources::is_signed;
