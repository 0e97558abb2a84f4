//! Requests before anything went wrong: real heads signed anew, and variety around them.
//!
//! - `request`: a request and what is known of it
//! - `captured`: the heads of real clients under `tests/captures/heads`
//! - `made`: requests in the shapes of the SDKs
//! - `operation`: what a client may ask for
//! - `shape`: how SDKs lay out a head
//! - `object`: keys, media types, values

mod captured;
mod made;
mod object;
mod operation;
mod request;
mod shape;

pub use captured::{CapturedError, captured};
pub use made::made;
pub use object::{custom_type, guessed_type, media_type};
pub use request::{Facts, Request, SIGNATURE, http_date, iso_date};
