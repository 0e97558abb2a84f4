//! Why a request is not answered with what it asked for, and OSS's words for it: an exhaustive match a kind.

mod claim;
mod failure;
mod fault;
mod form;
mod http;
mod operation;
mod refused;

pub(super) use failure::Failure;
pub(super) use fault::Fault;
pub use http::HttpRefusal;
pub(super) use refused::Refused;
