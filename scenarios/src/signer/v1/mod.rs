//! V1: HMAC-SHA1 over the verb, two fields, the date, the `x-oss-` fields and the resource.

mod canonical;
mod header;
mod names;
mod url;

pub use canonical::{Parts, oss_fields, resource, signature, string_to_sign};
pub use header::{authorization, sign};
pub use names::sub_resources;
pub use url::presign;
