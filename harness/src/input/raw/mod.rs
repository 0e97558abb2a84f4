//! Raw heads: request heads as they went over the wire, with or without bodies and answers.

mod body;
mod reader;

pub(super) use reader::Raw;
