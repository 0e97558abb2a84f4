//! OSS V1: HMAC-SHA1 over verb, type, date, `x-oss-*` headers and resource.

pub(super) mod canonical;
pub(super) mod presented;
mod subresources;

pub use presented::UrlError;
pub use subresources::is_signed;
