//! What an SDK puts under its MAC.
//!
//! Each file cites the SDK that it models. The service that judges the result has its own
//! implementation, in another package, from the service's documents; the two share no code.
//!
//! - [`library`] the SDKs, where they make different strings of one request
//! - [`request`] what is signed
//! - [`signed`] what comes of it, stage by stage
//! - [`v1`], [`v2`], [`v4`] a scheme each: `canonical` the text, `header` and `url` where the claim stands
//! - [`post`] the policy of a browser's form
//! - [`encode`], [`mac`] percent-encoding and keyed hashes

pub mod encode;
pub mod library;
pub mod mac;
pub mod post;
pub mod request;
pub mod signed;
pub mod v1;
pub mod v2;
pub mod v4;

pub use library::Library;
pub use request::{Parameter, Request};
pub use signed::{Presigned, Signed};
