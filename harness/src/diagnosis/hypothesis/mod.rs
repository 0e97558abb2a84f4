//! Families of hypotheses: what may have happened between signing and verifying.
//!
//! A family looks at a [`Case`](super::case::Case) and proposes other texts for pieces of its canonical
//! form, each with a cost and with what it stands for. A wrong proposal costs time and can prove nothing.
//!
//! - `request`: the request was changed on its way; `client`: the client put its string together otherwise
//! - `key`: another key was used; `form`: another policy was signed
//! - `repair`: claims that cannot be read
//! - `family`: what a family is; `ask`: the list of them, and asking them all; `proposal`, `cost`, `note`: what they say

mod ask;
pub(crate) mod client;
mod family;
pub(crate) mod form;
pub(crate) mod key;
pub(crate) mod note;
pub(crate) mod proposal;
pub(crate) mod repair;
mod request;

pub(crate) use ask::{Ideas, ask, families};
pub(crate) use family::Family;
pub(crate) use request::body::digest;

pub(crate) use super::transformation::cost;
