//! V4: HMAC-SHA256 with a key derived for a day, a region and a product, over the digest of a
//! canonical request.

mod additional;
mod canonical;
mod header;
mod key;
mod order;
mod scope;
mod url;

pub use additional::{AbsentField, additional};
pub use canonical::{canonical_request, string_to_sign};
pub use header::{authorization, sign};
pub use key::SigningKey;
pub use order::locale_compare;
pub use scope::{Scope, timestamp};
pub use url::presign;
