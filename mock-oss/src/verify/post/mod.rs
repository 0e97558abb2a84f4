//! Browser uploads: a form whose policy is signed, with V1's MAC or with V4's.
//!
//! A server asks [`is_form_upload`] of the head, reads the form up to its file with
//! [`FormReader`](crate::wire::form::FormReader), asks
//! [`verify_form`](super::verify_form), and holds the file against [`Policy::length_range`].

pub(super) mod canonical;
mod condition;
mod kind;
mod policy;
pub(super) mod presented;

pub use condition::{Condition, Match};
pub use kind::{FILE, is_form_upload};
pub use policy::{Policy, PolicyError};
pub use presented::ClaimError;
