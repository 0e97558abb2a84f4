//! A signer of its own, written from the protocol's documents: it signs the requests of the
//! measurement and judges the explanations. It shares nothing with the service's verifier, with the
//! modelled clients, or with the diagnosis.
//!
//! - `kind`: which protocol, and where the claim stands
//! - `text`: escapes
//! - `place`: whose bucket a host names
//! - `names`: the query names that V1 signs
//! - `draft`: what goes into the string to sign, as values, and how it is written down
//! - `read`: a draft from a request head
//! - `render`: a draft as text
//! - `key`: the keyed MAC
//! - `part`: in which parts two drafts differ

mod draft;
mod key;
mod kind;
mod names;
mod part;
mod place;
mod read;
mod render;
mod text;

pub use draft::{Draft, Empty, Form, LineEnd, Names, Order};
pub use key::{Key, Mac};
pub use kind::Kind;
pub use part::{Part, changed};
pub use place::Place;
pub use read::{claimed_list, draft};
pub use text::{Slash, escaped, unescaped};
