//! What a form's policy allows: authorisation, which is no part of a signature.
//!
//! A server asks [`is_form_upload`](super::is_form_upload) of the head, reads the form up to its file with
//! [`FormReader`](crate::wire::form::FormReader), asks
//! [`verify`](super::verify) with it, and holds the file against [`Policy::length_range`].

mod condition;
mod document;
mod posted;

pub use condition::{Condition, Match};
pub use document::{Policy, PolicyError};
pub use posted::{posted_key, posted_types};
