//! What the service hashes: lines that know where they were read from, in stages.

pub(in crate::verify) mod decode;
pub(in crate::verify) mod encode;
pub(in crate::verify) mod form;
pub(in crate::verify) mod headers;
mod line;
pub(in crate::verify) mod lines;
pub(in crate::verify) mod parameters;
mod stage;

pub use decode::{percent_decode, query_decode};
pub use encode::{Slash, uri_encode};
pub use line::{Line, Provenance, Rule, Slot};
pub use stage::{Canonical, Stage, StageName};
