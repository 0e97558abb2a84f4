//! V2 (`OSS2`): HMAC-SHA256 over all parameters and, beside the `x-oss-` fields, some that the
//! client names.
//!
//! Source: oss2 2.19.1 `oss2/auth.py`, `ProviderAuthV2`, the only SDK modelled here that has it.

mod canonical;
mod header;
mod url;

pub use canonical::{additional, string_to_sign};
pub use header::{DEFAULT_ADDITIONAL, authorization, sign};
pub use url::presign;
