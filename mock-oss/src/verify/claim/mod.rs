//! What a client claims: who says, with which signature, made when, over what.

pub(in crate::verify) mod additional;
pub(in crate::verify) mod date;
mod error;
pub(in crate::verify) mod form;
mod form_upload;
pub mod names;
pub(in crate::verify) mod parts;
mod presented;
pub(in crate::verify) mod read;
mod signature;
pub(in crate::verify) mod token;

pub use additional::ListError;
pub use date::{SKEW, parse_date, parse_unix};
pub use error::{ClaimFault, PresentedError, S3Style};
pub use form::FormError;
pub use form_upload::{FILE, is_form_upload};
pub(in crate::verify) use presented::is_key_id;
pub use presented::{Claim, Presented, TimeClaim};
pub use read::read as read_claim;
pub use signature::Signature;
pub use token::{Token, TokenPlace};
