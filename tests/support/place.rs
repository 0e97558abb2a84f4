//! The place of a head that stands in no file.

use harness::report::Location;

/// A head alone, from its first line on.
pub(crate) fn here() -> Location {
    Location {
        name: "here".to_owned(),
        line: 1,
        entry: None,
        prefix: Some(""),
    }
}
