//! A client without an SDK: Node's `http.request` doing a PUT that the program signs itself.
//!
//! The programs are those that people write from the vendor's pages on signatures: `Date`, a
//! `Content-Type` by the key's extension, `Authorization`; or a URL that was signed elsewhere.
//!
//! - [`scheme`] what is signed, and where the claim stands
//! - `complete`: which fields the program sets
//! - `claim`: the signature
//! - [`open`] `http.request`

mod claim;
mod complete;
pub mod open;
pub mod scheme;

pub use scheme::{ByHand, Scheme};
