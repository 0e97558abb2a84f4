//! The signature protocols: parallel folders, with the same files for the same jobs in each.
//!
//! `description` says what is to be known of the protocol, `claim` reads what is presented, `error` says
//! why that cannot be read, `canonical` builds what is hashed, `key` makes the key it is hashed with. A
//! row in `protocol` makes a folder one of the protocols.

mod description;
mod key;
mod protocol;
mod reading;
mod scope;
pub mod v1;
pub mod v2;
pub mod v4;
mod value;

pub use description::{
    AroundHeaders, Derivation, KeyRule, OwnHeaders, ParameterWriting, Parts, ResourceWriting, Spelling, StageCount,
};
pub(in crate::verify) use key::DerivedKeys;
use protocol::Protocol;
pub use scope::Scope;
use value::Place;
pub use value::Scheme;
