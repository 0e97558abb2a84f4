//! Values as programs print them: Python's `repr`, Node's `util.inspect`, JSON.
//!
//! One lenient reader for the three: it takes what it knows and passes over the rest, so that a
//! dump of a whole library object still gives its `headers`.

mod string;
mod value;

pub(super) use value::{Value, parse};
