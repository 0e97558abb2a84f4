//! Values as programs print them: Python's `repr`, Node's `util.inspect`, JSON.
//!
//! One lenient reader for the three: it takes what it knows and passes over the rest, so that a
//! dump of a whole library object still gives its `headers`.

mod reader;
mod string;
mod value;

pub(super) use reader::parse;
pub(super) use value::Value;
