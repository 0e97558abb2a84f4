//! The signature protocols: parallel folders, with the same files for the same jobs in each.
//!
//! `claim` reads what is presented, `error` says why it cannot be read, `canonical` builds what is
//! hashed, `key` makes the key it is hashed with.

mod protocol;
pub mod v1;
pub mod v2;
pub mod v4;

pub use protocol::Scheme;
pub use v4::Scope;
