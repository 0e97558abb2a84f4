//! Streams of requests, plain and odd, and the comparison of what somebody made of one with what the framer
//! makes of it. Whoever reads requests from a connection can be judged by it: it asks for nothing but the bytes
//! in, the answers out, the record and what was kept.

mod judge;
mod made;
mod odd;
mod reference;

pub(crate) use judge::{Observed, Recorded, judge};
pub(crate) use made::{Stream, plain, streams};
pub(crate) use reference::{Cutting, cut};
